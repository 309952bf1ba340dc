/** The rules that this version knows, word for word. Source: SPEC §14. */
import { equal, type Bytes } from '../crypto/base/bytes.ts';
import { encodeProcedure, type Procedure } from './procedure.ts';

/** 中国共产党基层组织选举工作条例 (2020), election of a committee. */
const basicCommittee: Procedure = {
    preset: 'cpc-basic-committee-2020',
    version: 1,
    title: { zh: '党支部（党总支）委员会委员选举', en: 'Election of the committee of a Party branch or general branch' },
    regulation: {
        zh: '中国共产党基层组织选举工作条例',
        en: 'Regulations on Elections in Primary-Level Organisations of the Communist Party of China (2020)',
    },
    quorum: { num: 4, den: 5, strict: false, base: 'due' },
    majority: { num: 1, den: 2, strict: true, base: 'present' },
    ratio: { num: 1, den: 5 },
    pause: 120,
    floor: 1,
    remote: false,
    articles: { candidates: 13, quorum: 19, order: 24, marks: 25, ballots: 27, majority: 29, tie: 29, shortfall: 29 },
};

export const presets: readonly Procedure[] = [basicCommittee];

/** Are these bytes those of the preset that they name, whatever their pause? */
export function isPreset(bytes: Bytes, { preset, pause }: Procedure): boolean {
    const known = presets.find((one) => one.preset === preset);
    return known !== undefined && equal(bytes, encodeProcedure({ ...known, pause }));
}
