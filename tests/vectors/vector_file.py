"""Writes vector files: see README.md for the form."""

import json
import pathlib


class VectorFile:
    """Gathers the cases of one file."""

    def __init__(self, name, source, what=None):
        """`what` tells, for each function, what goes in and what comes out."""
        self.path = pathlib.Path(__file__).with_name(name)
        self.source = source
        self.what = what
        self.cases = []

    def add(self, function, name, inputs, expect=None, refusal=None, source=None):
        assert (expect is None) != (refusal is None), name
        assert all(case["name"] != name or case["function"] != function for case in self.cases), name
        case = {"function": function, "name": name}
        if source:
            case["source"] = source
        case["inputs"] = plain(inputs)
        case.update({"refusal": refusal} if refusal else {"expect": plain(expect)})
        self.cases.append(case)

    def write(self):
        head = '{\n"source": %s,\n' % json.dumps(self.source, ensure_ascii=False)
        if self.what:
            head += '"what": %s,\n' % json.dumps(self.what, ensure_ascii=False, indent=1)
        head += '"cases": [\n'
        lines = [json.dumps(case, ensure_ascii=False) for case in self.cases]
        self.path.write_text(head + ",\n".join(lines) + "\n]\n}\n", encoding="utf-8")
        print(f"{self.path.name}: {len(self.cases)} cases")


def plain(value):
    """Bytes as hex, whole numbers as decimal text, the rest as it is."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    return [plain(member) for member in value]
