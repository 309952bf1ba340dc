/** Small discrete logarithms: baby steps, giant steps. Source: SPEC §9.3; Shanks 1971. */
import { hex } from '../base/bytes.ts';
import { G, encode, identity, mul, type Element } from '../group/ristretto255.ts';

/** Finds m in 0 … bound. Cost: about 2·√bound additions and encodings, half of them once. */
export class Logarithms {
    private readonly bound: number;
    private readonly step: number;
    /** m·G for m below `step`. */
    private readonly baby = new Map<string, number>();

    constructor(bound: number) {
        this.bound = bound;
        this.step = Math.ceil(Math.sqrt(bound + 1));
        let element = identity;
        for (let m = 0; m < this.step; m++, element = element.add(G)) this.baby.set(hex(encode(element)), m);
    }

    /** Null if there is none. */
    of(M: Element): number | null {
        const giant = mul(BigInt(this.step), G);
        let rest = M;
        for (let high = 0; high <= this.bound; high += this.step, rest = rest.subtract(giant)) {
            const low = this.baby.get(hex(encode(rest)));
            if (low !== undefined) return high + low <= this.bound ? high + low : null;
        }
        return null;
    }
}
