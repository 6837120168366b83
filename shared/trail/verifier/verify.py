"""Checks a bundle of secchange on any machine: with Python, the package `cryptography`, and this one file.

    python verify.py BUNDLE.zip [--key VKEY|FILE] [--checkpoint FILE]

`--key` is the key that you trust, had from elsewhere than the bundle; `--checkpoint` one that you kept earlier.
Exit 0: all of it holds. 3: it does not, and the first thing that is wrong is named. 2: it cannot be checked.
"""

import argparse
import base64
import io
import json
import re
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

LARGEST_BUNDLE, LARGEST_JSON, MOST_FILES = 256 << 20, 8 << 20, 10_000
FIXED = {"README.txt", "bundle.json", "checkpoint.txt", "consistency.json", "facts.ndjson", "key.txt", "verify.py"}
OWN = {"paper": ({"lines.json"}, ("tickets/", "paper/")), "modification": ({"trail.html"}, ("tickets/",))}
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,80}(?:/[A-Za-z0-9_-][A-Za-z0-9._-]{0,80})?")
COUNT = r"(0|[1-9][0-9]{0,17})"
NOTE = re.compile(rf"((\S+)\n{COUNT}\n(\S+)\nposition {COUNT}\n)\n((?:\u2014 \S+ \S+\n)+)")
COLUMNS = ("position", "version", "known_at_us", "latest_known_at_us", "recorded_at_us")
FACT_KEYS = (*COLUMNS, "index", "stream", "topic", "identity", "state", "proof")
Keys = dict[tuple[str, bytes], bytes]  # by name and id


class Unusable(Exception):
    """Nothing can be said of the bundle: it is damaged, or something to check it with is missing."""


class Refused(Exception):
    """It does not hold. `kind` says in what."""

    def __init__(self, kind: str, what: str, found: object, expected: object) -> None:
        super().__init__(f"{what}: found {shown(found)}, expected {shown(expected)}")
        self.kind = kind


def shown(value: object) -> str:
    """As it is told: on one line, and not too long."""
    text = value.hex() if isinstance(value, bytes) else str(value)
    text = "".join(each if each.isprintable() else "?" for each in text[:2000])
    return (text or "nothing") if len(text) <= 200 else f"{text[:190]} …"


def must(kind: str, what: str, found: object, expected: object) -> None:
    if repr(found) != repr(expected):  # in Python, 1 is 1.0 and True
        raise Refused(kind, what, found, expected)


def node(left: bytes, right: bytes) -> bytes:
    """Of the tree, by RFC 9162, section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def climbed(place: int, last: int, proof: list[bytes], where: str) -> Iterator[tuple[bytes, bool]]:
    """Each step of the proof, and whether it stands to the left. Refuses where they do not lead just to the top."""
    for number, step in enumerate(proof):
        if last == 0:
            raise Refused("proof", f"{where}, steps of its proof", len(proof), number)
        is_left = place == last or bool(place & 1)
        yield step, is_left
        while is_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last:
        raise Refused("proof", f"{where}, steps of its proof", len(proof), "more")


def root_of_inclusion(index: int, size: int, leaf: bytes, proof: list[bytes], where: str) -> bytes:
    """The root of the tree of `size` leaves to which the proof leads. Refuses where it is of no such tree."""
    if not 0 <= index < size:
        raise Refused("proof", f"{where}, its place in the tree", index, f"0 to {size - 1}")
    for step, is_left in climbed(index, size - 1, proof, where):
        leaf = node(step, leaf) if is_left else node(leaf, step)
    return leaf


def roots_of_consistency(old: int, new: int, old_root: bytes, proof: list[bytes], where: str) -> tuple[bytes, bytes]:
    """The roots of both trees to which the proof leads. Refuses where it is of no such trees."""
    path = proof if old & (old - 1) else [old_root, *proof]
    if not 0 < old < new or not path:
        raise Refused("proof", f"{where}, its size and steps of its proof", (old, len(proof)), f"a size below {new}")
    place, last, of_old, of_new = old - 1, new - 1, path[0], path[0]
    while place & 1:
        place, last = place >> 1, last >> 1
    for step, is_left in climbed(place, last, path[1:], where):
        of_old, of_new = (node(step, of_old), node(step, of_new)) if is_left else (of_old, node(of_new, step))
    return of_old, of_new


class Checkpoint(NamedTuple):
    origin: str
    size: int
    root: bytes
    position: int


def keys_in(text: str) -> Keys:
    """The public key by name and id, of each line `name+id+base64`. Raises ValueError."""
    keys = {}
    for line in text.removesuffix("\n").split("\n"):
        name, id_hex, encoded = line.split("+", 2)
        raw = bytes_of(encoded, 33)
        id = sha256(name.encode() + b"\n" + raw).digest()[:4]
        if raw[0] != 1 or id.hex() != id_hex:
            raise ValueError(f"{shown(line)} is no Ed25519 key beside its own id")
        keys[name, id] = raw[1:]
    return keys


def opened(note: str, keys: Keys, where: str) -> Checkpoint:
    """The checkpoint that the note says (C2SP tlog-checkpoint): signed by one of the keys, and by none wrongly."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    form = NOTE.fullmatch(note)
    if not form:
        raise Refused("checkpoint", where, note, "origin, size, root, position, a blank line, signatures")
    text, origin, size, root, position, signatures = form.groups()
    signed = [(name, bytes_of(each)) for _, name, each in map(str.split, signatures.splitlines()) if name == origin]
    known = [(key, raw[4:]) for name, raw in signed if (key := keys.get((name, raw[:4])))]
    if not known:
        wanted = ", ".join(f"{name}+{id.hex()}" for name, id in keys)
        raise Refused("signature", f"{where}, who signed {origin}", signatures, f"a signature by {wanted}")
    for key, signature in known:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, text.encode())
        except InvalidSignature:
            raise Refused("signature", f"{where}, the signature", signature, "that of this text") from None
    return Checkpoint(origin, int(size), bytes_of(root, 32), int(position))


def joins(old: Checkpoint, proof: list[bytes], new: Checkpoint, where: str) -> None:
    """Refuses where the older tree is not the beginning of the newer."""
    must("consistency", f"{where}, the log that it is of", old.origin, new.origin)
    if old.size in (0, new.size):
        must("consistency", f"{where}, its root", old.root, new.root if old.size else sha256().digest())
        must("proof", f"{where}, steps of its proof", len(proof), 0)
    else:
        of_old, of_new = roots_of_consistency(old.size, new.size, old.root, proof, where)
        must("consistency", f"{where}, the older root", of_old, old.root)
        must("consistency", f"{where}, the root of checkpoint.txt", of_new, new.root)


def bytes_of(text: str, length: int | None = None) -> bytes:
    """What stands in base64, in its one form; so many bytes, where that is known."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text or length not in (None, len(raw)):
        raise ValueError(f"{shown(text)!r} is no base64 of {length or 'any'} bytes")
    return raw


def parsed(raw: bytes) -> Any:
    if len(raw) > LARGEST_JSON:
        raise ValueError(f"{len(raw)} bytes of JSON are more than {LARGEST_JSON}")
    return json.loads(raw.decode("utf-8"))


def written(raw: bytes, keys: tuple[str, ...], indent: int | None = 2) -> dict[str, Any]:
    """An object with these keys, in the one form in which bundles write it. Raises ValueError."""
    value = parsed(raw)
    if not isinstance(value, dict) or sorted(value) != sorted(keys):
        raise ValueError(f"it has not the keys {', '.join(keys)}")
    between = (",", ": ") if indent else (",", ":")
    form = json.dumps(value, ensure_ascii=False, indent=indent, separators=between, sort_keys=True)
    if f"{form}\n".encode() != raw:
        raise ValueError("it is written in another form than bundles have")
    return value


def unzipped(raw: bytes) -> dict[str, bytes]:
    """The files of the zip, of which every byte is accounted for: in the order of their names, none compressed."""
    files: dict[str, bytes] = {}
    index, at, before = b"", 0, ""
    while raw[at : at + 4] == b"PK\3\4" and len(raw) >= at + 30:
        checksum, size, length = struct.unpack_from("<I4xIH", raw, at + 14)
        start = at + 30 + length
        name = raw[at + 30 : start].decode("latin-1")
        if not NAME.fullmatch(name) or name <= before or len(files) == MOST_FILES:
            raise Unusable(f"the zip has at byte {at} a file whose name {shown(name)!r} cannot be there")
        data = raw[start : start + size]
        common = struct.pack("<5H3I2H", 20, 0, 0, 0, 0x21, checksum, size, size, length, 0)
        if raw[at + 4 : at + 30] != common or len(data) < size or zlib.crc32(data) != checksum:
            raise Unusable(f"the zip is cut short, damaged or altered in the file {name}, at byte {at}")
        files[name] = data
        index += struct.pack("<4s2B", b"PK\1\2", 20, 3) + common
        index += struct.pack("<3H2I", 0, 0, 0, 0o100644 << 16, at) + name.encode()
        at, before = start + size, name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(files), len(files), len(index), at, 0)
    if not files or raw[at:] != index + end:
        raise Unusable(f"it is no zip as secchange writes it, or is cut short or altered after byte {at}")
    return files


class Bundle:
    """One bundle under the eye. `at` is what is looked at; each check tells in a sentence what holds."""

    def __init__(self, raw: bytes) -> None:
        self.at, self.files = "bundle.json", unzipped(raw)
        self.facts: dict[str, dict[str, Any]] = {}
        self.needed: set[str] = set()

    def check(self, trusted: Keys | None, outside: str | None) -> Iterator[str]:
        yield self.listed()
        yield self.signed(trusted)
        yield self.consistent(outside)
        yield self.included()
        yield {"paper": self.of_paper, "modification": self.of_modification}[self.about["kind"]]()
        yield self.complete()
        yield self.tickets()

    def json(self, name: str, *keys: str) -> dict[str, Any]:
        self.at = name
        return written(self.files[name], keys)

    def listed(self) -> str:
        must("files", "what every bundle has", sorted(FIXED & set(self.files)), sorted(FIXED))
        self.head = self.json("bundle.json", "format", "about", "origin", "facts", "files", "tickets_not_there")
        self.about = self.head["about"]
        must("form", "bundle.json, the format", self.head["format"], "secchange-bundle/1")
        hashes = {name: sha256(data).hexdigest() for name, data in self.files.items() if name != "bundle.json"}
        must("files", "bundle.json, the names that it lists", sorted(self.head["files"]), sorted(hashes))
        for name, digest in hashes.items():
            must("files", f"{name}, its SHA-256", digest, self.head["files"][name])
        return f"The bundle holds the {len(hashes)} files that it lists, each with the hash listed, and nothing else."

    def signed(self, trusted: Keys | None) -> str:
        self.at = "key.txt"
        self.keys = keys_in(self.files["key.txt"].decode())
        self.at, note = "checkpoint.txt", self.files["checkpoint.txt"].decode()
        self.checkpoint = opened(note, trusted or self.keys, "checkpoint.txt")
        opened(note, self.keys, "checkpoint.txt, by the keys in key.txt")
        must("checkpoint", "bundle.json, the log that it is of", self.head["origin"], self.checkpoint.origin)
        doubt = "bundle's own key. That key was NOT checked against anything: give --key, had from elsewhere."
        told = f"of {self.checkpoint.size} facts up to position {self.checkpoint.position}"
        return f"The checkpoint {told} is signed by the {'key given.' if trusted else doubt}"

    def consistent(self, outside: str | None) -> str:
        self.joined = {self.files["checkpoint.txt"].decode(): self.checkpoint}
        for number, each in enumerate(self.json("consistency.json", "earlier")["earlier"], start=1):
            self.at, text = f"consistency.json, checkpoint {number}", each["checkpoint"]
            self.joined[text] = opened(text, self.keys, self.at)
            joins(self.joined[text], [bytes_of(step, 32) for step in each["proof"]], self.checkpoint, self.at)
        told = f"Its tree has grown from those of {len(self.joined) - 1} earlier checkpoints"
        if outside is None:
            return f"{told}."
        self.at = "the checkpoint given"
        one, by_size = opened(outside, self.keys, self.at), {each.size: each for each in self.joined.values()}
        if one.size not in by_size:
            raise Refused("outside", f"{self.at}, its size, of those from which a proof leads", one.size, [*by_size])
        must("outside", "the checkpoint given, its log and root", one[:3], by_size[one.size][:3])
        return f"{told}, and from that of the checkpoint given, of {one.size} facts."

    def included(self) -> str:
        index = position = -1
        for number, line in enumerate(io.BytesIO(self.files["facts.ndjson"]), start=1):
            self.at = f"facts.ndjson, line {number}"
            told = self.fact(line)
            if told["index"] <= index or told["position"] <= position:
                raise Refused("facts", f"{self.at}, its place", told["index"], f"one above {index}")
            index, position = told["index"], told["position"]
        must("facts", "facts.ndjson, how many there are", len(self.facts), self.head["facts"])
        return f"{len(self.facts)} facts, in all columns and bytes that are stored, are in the log at that checkpoint."

    def fact(self, line: bytes) -> dict[str, Any]:
        told = written(line, FACT_KEYS, indent=None)
        numbers, identity, state = [told[name] for name in COLUMNS], told["identity"], bytes_of(told["state"])
        must("form", f"{self.at}, the kinds of its numbers", {type(each) for each in (*numbers, told["index"])}, {int})
        must("form", f"{self.at}, its identity", identity is None or bool(re.fullmatch("[0-9a-f]{64}", identity)), True)
        parts = [told["stream"].encode(), told["topic"].encode(), bytes.fromhex(identity or ""), state]
        leaf = b"\0secchange/fact/1\n" + struct.pack(">QQqqqIIII", *numbers, *map(len, parts)) + b"".join(parts)
        id, proof = f"{told['stream']}#{told['version']}", [bytes_of(step, 32) for step in told["proof"]]
        root = root_of_inclusion(told["index"], self.checkpoint.size, sha256(leaf).digest(), proof, self.at)
        must("inclusion", f"{self.at}, {id}, the root that its proof leads to", root, self.checkpoint.root)
        order = (told["index"] + 1 >= self.checkpoint.size, told["position"] >= self.checkpoint.position)
        must("checkpoint", f"{self.at}, {id}: whether it is the last, by place and by position", order[1], order[0])
        must("facts", f"{self.at}, whether {id} came before", id in self.facts, False)
        self.facts[id] = parsed(state) | {"topic": told["topic"]}
        return told

    def of_paper(self) -> str:
        self.at = "bundle.json, what it is about"
        must("form", f"{self.at}, its keys", sorted(self.about), ["edition", "fact", "kind", "month"])
        id, edition = self.about["fact"], self.about["edition"]
        topic = self.facts.get(id, {"topic": "no such fact"})["topic"]
        must("evidence", f"{self.at}: {id} is", topic, f"Report{'Restated' if edition else 'Issued'}/1")
        issued = self.facts[id]["data"]
        must("paper", f"{id}, its stream", id.partition("#")[0], f"paper/{self.about['month']}")
        must("paper", f"{id}, its edition", issued.get("edition", ""), edition)
        joined = issued["checkpoint"] in self.joined
        must("consistency", "the checkpoint printed in the paper: whether a proof leads from it", joined, True)
        named = {f"paper/paper.{each['format']}": (each["sha256"], each["size_bytes"]) for each in issued["formats"]}
        there = {name: data for name, data in self.files.items() if name.startswith("paper/")}
        must("paper", "the formats of the paper", sorted(there), sorted(named))
        for name, data in there.items():
            must("paper", f"{name}, hash and length by {id}", (sha256(data).hexdigest(), len(data)), named[name])
        self.needed = {id, issued["built"]} | ({issued["restates"]} if "restates" in issued else set())
        self.needed.update(fact for change in issued.get("changes", ()) for fact in change["facts"])
        return f"The paper is in {len(there)} formats, byte for byte, what {id} says. {self.of_lines(issued)}"

    def of_lines(self, issued: dict[str, Any]) -> str:
        self.at, paper = "paper/paper.json", parsed(self.files["paper/paper.json"])
        must("inputs", "the checkpoint that it prints", paper["issue"]["checkpoint"], issued["checkpoint"])
        must("inputs", "the inputs printed in the colophon", inputs(paper["colophon"]), inputs(issued["inputs"]))
        told, keys = self.json("lines.json", "lines", "figures"), ("evidence", "section", "text")
        lines = [{"section": "glance", **line} for line in paper["glance"]]
        lines += [{"section": each["id"], **line} for each in paper["sections"] for line in each["lines"]]
        must("lines", "lines.json, how many lines", len(told["lines"]), len(lines))
        for number, (one, of) in enumerate(zip(told["lines"], lines, strict=True), start=1):
            must("lines", f"lines.json, line {number}", one, {key: of[key] for key in keys})
        must("lines", "lines.json, the figures", sorted(told["figures"]), sorted(paper["figures"]))
        for name, of in paper["figures"].items():
            actual = {"evidence": of["evidence"], "value": of["value"]}
            must("lines", f"lines.json, the figure {name}", told["figures"][name], actual)
        self.needed.update(fact for each in (*lines, *paper["figures"].values()) for fact in each["evidence"])
        return f"It prints the inputs, {len(lines)} lines and {len(told['figures'])} figures that are told."

    def of_modification(self) -> str:
        self.at = "bundle.json, what it is about"
        must("form", f"{self.at}, its keys", sorted(self.about), ["kind", "stream", "streams"])
        streams, counted = self.about["streams"], Counter(id.rpartition("#")[0] for id in self.facts)
        must("facts", "how many facts of each stream", sorted(counted.items()), sorted(streams.items()))
        must("facts", "the streams, with the modification's own", self.about["stream"] in streams, True)
        beyond = [id for id in self.facts if not 1 <= int(id.rpartition("#")[2]) <= counted[id.rpartition("#")[0]]]
        must("facts", "facts whose number is above how many there are", beyond, [])
        self.needed = set(self.facts)
        return f"They are all facts, from the first on, of {self.about['stream']} and {len(streams) - 1} other streams."

    def complete(self) -> str:
        todo, (files, folders) = list(self.needed), OWN[self.about["kind"]]
        beside = [name for name in {*self.files} - FIXED - files if not name.startswith(folders)]
        must("files", "what no such bundle has", beside, [])
        for id in todo:
            must("evidence", f"the fact {id}, which is named: whether it is there", id in self.facts, True)
            cause = self.facts[id].get("causation_id", "")
            if cause.startswith("ticket/") and cause not in self.needed:
                self.needed.add(cause)
                todo.append(cause)
        must("evidence", "facts that nothing names", sorted(set(self.facts) - self.needed), [])
        return f"All {len(self.needed)} facts that are named are there, with the tickets that caused them."

    def tickets(self) -> str:
        self.at, absent = "bundle.json, tickets that are not there", self.head["tickets_not_there"]
        named = {each["data"]["raw_sha256"] for each in self.facts.values() if "raw_sha256" in each["data"]}
        there = {name.partition("/")[2]: data for name, data in self.files.items() if name.startswith("tickets/")}
        must("tickets", "the tickets, there or told to be missing", sorted([*there, *absent]), sorted(named))
        for digest, data in there.items():
            must("tickets", f"tickets/{digest}, its SHA-256", sha256(data).hexdigest(), digest)
        lost = "".join(f" {digest} is NOT there: {shown(why)}." for digest, why in absent.items())
        return f"{len(there)} tickets are what their facts say.{lost} README.txt, verify.py, trail.html prove nothing."


def inputs(told: dict[str, Any]) -> list[tuple[str, str]]:
    """By the keys of the fact; a moment in one form, and what is not said left out."""
    said = {key.replace("day_count_beside", "beside"): str(it) for key, it in told.items() if it is not None}
    return sorted((said | {"known_at": str(datetime.fromisoformat(said.get("known_at", "9999-01-01")))}).items())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="verify.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--key", help="the log's key, had from elsewhere than the bundle: itself, or a file with it")
    parser.add_argument("--checkpoint", type=Path, help="a file with a checkpoint of the log that you kept")
    asked, bundle = parser.parse_args(arguments), None
    try:
        named = asked.key is None or "+" not in asked.key or Path(asked.key).exists()
        key = Path(asked.key).read_text("utf-8") if named and asked.key is not None else asked.key
        trusted = None if key is None else keys_in(key)
        outside = asked.checkpoint and asked.checkpoint.read_text("utf-8")
        if asked.bundle.stat().st_size > LARGEST_BUNDLE:
            raise Unusable(f"it has more than {LARGEST_BUNDLE} bytes")
        bundle = Bundle(asked.bundle.read_bytes())
        for sentence in bundle.check(trusted, outside):
            print(sentence)
    except Refused as refused:
        print(f"NOT GOOD [{refused.kind}] {refused}.")
        return 3
    except (Unusable, OSError, ImportError) as error:
        print(f"{asked.bundle} cannot be checked: {error}", file=sys.stderr)
        return 2
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error) as error:
        what = f"NOT GOOD [form] {bundle.at}" if bundle else "The key or checkpoint given cannot be read"
        print(f"{what}: found {type(error).__name__} ({shown(error)}), expected its form.")
        return 3 if bundle else 2
    print("GOOD: all that was checked holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
