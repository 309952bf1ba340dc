"""Makes every vector file of SPEC sections 1, 3.5, 4, 5, 6, 7 and 9, from the slow modules beside it: an oracle that shares
nothing with the code it is to judge. Standard library only; about half a minute."""

import make_ballot
import make_definition
import make_group
import make_proof
import make_slip
import make_threshold

if __name__ == "__main__":
    make_group.group()
    make_group.hashes()
    make_proof.one_of_many()
    make_proof.sums()
    make_proof.schnorr()
    make_slip.slips()
    make_slip.entries()
    make_definition.definitions()
    make_definition.groups()
    make_definition.tally()
    make_threshold.ceremonies()
    make_threshold.shares()
    make_ballot.ballots()
