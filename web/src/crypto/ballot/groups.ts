/** Which boxes (票箱) are counted together, and which not at all. Source: SPEC §9.1. */
export type Fate = 'decrypted' | 'empty' | 'withheld';

export interface CountedBox {
    /** Class of the box. */
    readonly class: number;
    /** The class that it joins when it is small. */
    readonly joins: number | null;
    readonly ballots: number;
}
export interface Group {
    /** Of its lowest box at the start. */
    readonly number: number;
    /** Ascending. */
    readonly boxes: readonly number[];
    readonly ballots: number;
    readonly fate: Fate;
}
export interface Small {
    readonly floor: number;
    readonly withhold: boolean;
    /** The manifest's *small room* text is not empty. */
    readonly smallRoom: boolean;
}
export interface Grouping {
    readonly groups: readonly Group[];
    /** A group stayed below the floor, and no small room was approved. */
    readonly isVoid: boolean;
}

type Open = Omit<Group, 'fate'>;

/** The first other group that one of the group's classes, in ascending order, names; null if none does. */
function joined(boxes: readonly CountedBox[], groups: readonly Open[], group: Open): Open | null {
    const named = group.boxes.map((box) => boxes[box]).sort((a, b) => a.class - b.class).map(({ joins }) => joins);
    for (const class_ of named) {
        const other = groups.find((one) => one !== group && one.boxes.some((box) => boxes[box].class === class_));
        if (other) return other;
    }
    return null;
}

const ascending = (a: number, b: number): number => a - b;

/** Groups in ascending order of their number. */
export function groupBoxes(boxes: readonly CountedBox[], { floor, withhold, smallRoom }: Small): Grouping {
    const isSmall = ({ ballots }: Open): boolean => ballots > 0 && ballots < floor;
    let groups: Open[] = boxes.map(({ ballots }, number) => ({ number, boxes: [number], ballots }));
    for (let at = withhold ? groups.length : 0; at < groups.length; at++) {
        const group = groups[at];
        const other = isSmall(group) ? joined(boxes, groups, group) : null;
        if (!other) continue;
        const both: Open = { number: other.number, boxes: [...other.boxes, ...group.boxes].sort(ascending), ballots: other.ballots + group.ballots };
        groups = groups.filter((one) => one !== group).map((one) => (one === other ? both : one));
        at = -1;
    }
    const fate = (group: Open): Fate => (group.ballots === 0 ? 'empty' : isSmall(group) && (withhold || !smallRoom) ? 'withheld' : 'decrypted');
    const all = groups.map((group) => ({ ...group, fate: fate(group) }));
    return { groups: all, isVoid: !withhold && all.some((group) => group.fate === 'withheld') };
}
