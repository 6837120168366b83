"""Ways to forge a bundle. Each takes chance and a good bundle of a paper, and gives forged bytes and what must be said.

What must be said: the exit code with the kinds of refusal of which it must be one; where nothing can be said, none.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from tests.verifier import stories
from tests.verifier.made import ANOTHER, OURS, Made, Signer, pretty, zipped

Forged = tuple[bytes, int, set[str]]
Forgery = Callable[[Random, Made], Forged]


# The zip itself


def a_bit_of_the_zip(chance: Random, made: Made) -> Forged:
    raw = made.zip()
    place = chance.randrange(len(raw))
    return flipped(raw, place, chance), 2, set()


def cut_short(chance: Random, made: Made) -> Forged:
    raw = made.zip()
    return raw[: chance.randrange(len(raw))], 2, set()


def made_longer(chance: Random, made: Made) -> Forged:
    extra = chance.randbytes(chance.randint(1, 40))
    return (made.zip() + extra if chance.random() < 0.5 else extra + made.zip()), 2, set()


def compressed(chance: Random, made: Made) -> Forged:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as zip:
        for name, raw in sorted(made.files().items()):
            zip.writestr(name, raw)
    return target.getvalue(), 2, set()


def a_name_that_leads_out(chance: Random, made: Made) -> Forged:
    made.others[
        chance.choice(("../evil", "/etc/evil", "paper/../../evil", "tickets/..", "c:evil", "a/b/c", "x\\y"))
    ] = b""
    return made.zip(), 2, set()


def a_name_twice(chance: Random, made: Made) -> Forged:
    files = made.files()
    name = chance.choice(sorted(files))
    other = name[:-1] + chr(ord(name[-1]) ^ 1)
    raw = zipped({**files, other: files[name]})
    return raw.replace(other.encode(), name.encode()), 2, set()


# The list of what is there


def a_byte_of_a_file(chance: Random, made: Made) -> Forged:
    files = made.files()
    name = chance.choice(sorted(files.keys() - {"bundle.json"}))
    files[name] = flipped(files[name], chance.randrange(len(files[name])), chance)
    return zipped(files), 3, {"files"}


def a_byte_of_the_list(chance: Random, made: Made) -> Forged:
    files = made.files()
    raw = files["bundle.json"]
    files["bundle.json"] = flipped(raw, chance.randrange(len(raw)), chance)
    return zipped(files), 3, {"form", "files", "checkpoint", "facts", "evidence", "paper", "tickets", "inputs"}


def a_file_left_out(chance: Random, made: Made) -> Forged:
    files = made.files()
    files.pop(chance.choice(sorted(files.keys() - {"bundle.json"})))
    return zipped(files), 3, {"files"}


def a_file_beside(chance: Random, made: Made) -> Forged:
    return zipped({**made.files(), chance.choice(("zzz", "paper/more", "tickets/more")): b"?"}), 3, {"files"}


def listed_and_no_business_there(chance: Random, made: Made) -> Forged:
    name = chance.choice(("paper/paper.docx", "tickets/" + "0" * 64))
    made.others[name] = chance.randbytes(9)
    return made.zip(), 3, {"paper", "tickets"}


# Facts, with all hashes of the list made anew


def a_fact_left_out(chance: Random, made: Made) -> Forged:
    made.facts.pop(chance.randrange(len(made.facts)))
    return made.zip(), 3, {"evidence"}


def fewer_facts_than_said(chance: Random, made: Made) -> Forged:
    made.count = len(made.facts) + chance.choice((-1, 1, 1000))
    return made.zip(), 3, {"facts"}


def a_fact_that_nothing_names(chance: Random, made: Made) -> Forged:
    whole = stories.Told(1)
    ids = stories.facts_of_modifications(whole, 30)
    there = {f"{each['stream']}#{each['version']}" for each in made.facts}
    extra = chance.choice([id for id in ids if id not in there])
    return stories.paper(more=extra).zip(), 3, {"evidence"}


def a_fact_altered(chance: Random, made: Made) -> Forged:
    fact = chance.choice(made.facts)
    state = b64decode(fact["state"])
    fact["state"] = b64encode(flipped(state, chance.randrange(len(state)), chance)).decode()
    return made.zip(), 3, {"inclusion"}


def a_column_altered(chance: Random, made: Made) -> Forged:
    fact = chance.choice(made.facts)
    column = chance.choice(("position", "version", "known_at_us", "latest_known_at_us", "recorded_at_us"))
    fact[column] += chance.choice((-1, 1, 1000))
    return made.zip(), 3, {"inclusion", "form"}


def a_text_altered(chance: Random, made: Made) -> Forged:
    fact = chance.choice(made.facts)
    column = chance.choice(("stream", "topic", "identity"))
    fact[column] = chance.choice(("99", "102A", "f" * 64)) if column != "identity" else chance.randbytes(32).hex()
    return made.zip(), 3, {"inclusion"}


def an_identity_otherwise_written(chance: Random, made: Made) -> Forged:
    """Bytes that hash the same and are written in another way."""
    fact = chance.choice([each for each in made.facts if each["identity"] is None])
    fact["identity"] = ""
    return made.zip(), 3, {"form"}


def two_facts_in_each_others_place(chance: Random, made: Made) -> Forged:
    one, other = chance.sample(made.facts, 2)
    for column in chance.choice((("index",), ("index", "proof"), ("state",), ("position",))):
        one[column], other[column] = other[column], one[column]
    return made.zip(), 3, {"inclusion", "proof"}


def lines_of_facts_swapped(chance: Random, made: Made) -> Forged:
    place = chance.randrange(len(made.facts) - 1)
    made.facts[place], made.facts[place + 1] = made.facts[place + 1], made.facts[place]
    return made.zip(), 3, {"facts"}


def a_fact_twice(chance: Random, made: Made) -> Forged:
    made.facts.insert(place := chance.randrange(len(made.facts)), made.facts[place])
    return made.zip(), 3, {"facts"}


def a_step_of_a_proof(chance: Random, made: Made) -> Forged:
    proof = chance.choice(made.facts)["proof"]
    place = chance.randrange(len(proof))
    proof[place] = b64encode(flipped(b64decode(proof[place]), chance.randrange(32), chance)).decode()
    return made.zip(), 3, {"inclusion"}


def a_proof_of_another_length(chance: Random, made: Made) -> Forged:
    proof = chance.choice(made.facts)["proof"]
    if chance.random() < 0.5:
        proof.pop(chance.randrange(len(proof)))
    else:
        proof.insert(chance.randint(0, len(proof)), b64encode(chance.randbytes(32)).decode())
    return made.zip(), 3, {"proof", "inclusion"}


def proofs_of_another_size(chance: Random, made: Made) -> Forged:
    """Each is good for the log as it was, or will be."""
    other = stories.paper(later=chance.randint(1, 30))
    made.facts = other.facts
    return made.zip(), 3, {"proof", "inclusion"}


def no_hash_in_a_proof(chance: Random, made: Made) -> Forged:
    proof = chance.choice(made.facts)["proof"]
    proof[chance.randrange(len(proof))] = chance.choice(("", "AAAA", "?", 7, None, b64encode(bytes(33)).decode(), []))
    return made.zip(), 3, {"form"}


def a_whole_log_forged(chance: Random, made: Made) -> Forged:
    """A fact altered, and the tree made anew: every proof holds. Only the signature cannot be had."""
    forged = stories.paper(altered=chance.randrange(30))
    made.facts, made.checkpoint, made.earlier = forged.facts, forged.checkpoint, forged.earlier
    text, _, _ = made.checkpoint.partition("\n\n")
    good = stories.paper().checkpoint.partition("\n\n")[2]
    made.checkpoint = f"{text}\n\n{good}"
    return made.zip(), 3, {"signature"}


# Key and checkpoint


def signed_by_another(chance: Random, made: Made) -> Forged:
    text = made.checkpoint.partition("\n\n")[0] + "\n"
    made.checkpoint = ANOTHER.note(text)
    made.key = chance.choice((f"{ANOTHER.vkey}\n", f"{OURS.vkey}\n", f"{OURS.vkey}\n{ANOTHER.vkey}\n"))
    return made.zip(), 3, {"signature"}


def another_key_beside(chance: Random, made: Made) -> Forged:
    made.key = f"{ANOTHER.vkey}\n"
    return made.zip(), 3, {"signature"}


def a_key_under_the_id_of_ours(chance: Random, made: Made) -> Forged:
    name, id, _ = OURS.vkey.split("+", 2)
    made.key = f"{name}+{id}+{ANOTHER.vkey.split('+', 2)[2]}\n"
    return made.zip(), 3, {"form"}


def the_checkpoint_says_otherwise(chance: Random, made: Made) -> Forged:
    lines = made.checkpoint.split("\n")
    place = chance.randrange(4)
    lines[place] = ("secchange/deadbeef", "45", b64encode(chance.randbytes(32)).decode(), "position 9999")[place]
    made.checkpoint = "\n".join(lines)
    made.origin = lines[0]
    return made.zip(), 3, {"signature"}


def a_checkpoint_in_no_form(chance: Random, made: Made) -> Forged:
    lines = made.checkpoint.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = chance.choice(("\u2014 x", "007", " ", "position 1", "size 3"))
    made.checkpoint = "\n".join(lines)
    return made.zip(), 3, {"checkpoint", "signature", "form"}


def of_another_log(chance: Random, made: Made) -> Forged:
    made.origin = chance.choice(("secchange/deadbeef", "", "other"))
    return made.zip(), 3, {"checkpoint"}


# Earlier checkpoints


def an_earlier_one_without_its_proof(chance: Random, made: Made) -> Forged:
    proof = made.earlier[chance.randrange(2)]["proof"]
    if chance.random() < 0.5:
        proof.pop(chance.randrange(len(proof)))
    else:
        place = chance.randrange(len(proof))
        proof[place] = b64encode(flipped(b64decode(proof[place]), chance.randrange(32), chance)).decode()
    return made.zip(), 3, {"consistency", "proof"}


def the_printed_one_left_out(chance: Random, made: Made) -> Forged:
    made.earlier.pop(0)
    return made.zip(), 3, {"consistency"}


def a_fork(chance: Random, made: Made) -> Forged:
    """The log of an earlier checkpoint was another one, and signed by the right key."""
    forked = stories.paper(altered=chance.randrange(16))
    made.earlier[1] = forked.earlier[1]
    return made.zip(), 3, {"consistency"}


def an_earlier_one_signed_by_another(chance: Random, made: Made) -> Forged:
    text = made.earlier[1]["checkpoint"].partition("\n\n")[0] + "\n"
    made.earlier[1]["checkpoint"] = ANOTHER.note(text)
    return made.zip(), 3, {"signature"}


def an_equal_one_of_another_root(chance: Random, made: Made) -> Forged:
    """The holder signed two logs of the same size."""
    made.earlier[2] = {"checkpoint": stories.paper(altered=chance.randrange(30)).checkpoint, "proof": []}
    return made.zip(), 3, {"consistency"}


def an_equal_one_with_a_proof(chance: Random, made: Made) -> Forged:
    made.earlier[2]["proof"] = [b64encode(chance.randbytes(32)).decode()]
    return made.zip(), 3, {"proof"}


def a_fork_of_any_size(chance: Random, made: Made) -> Forged:
    """As `a_fork`, with the proof of the true log: it leads to the root of the newer, and not to that of the older."""
    size = chance.choice((17, 21, 27, 30, 31))
    good, forked = stories.paper().at(size), stories.paper(altered=chance.randrange(16)).at(size)
    made.earlier.append({"checkpoint": forked["checkpoint"], "proof": good["proof"]})
    return made.zip(), 3, {"consistency"}


def an_earlier_one_of_another_log(chance: Random, made: Made) -> Forged:
    """Of the same facts under another name, by its own key."""
    other = Signer(3, "secchange/deadbeef")
    made.key += f"{other.vkey}\n"
    text = made.earlier[1]["checkpoint"].partition("\n\n")[0] + "\n"
    made.earlier[1]["checkpoint"] = other.note(text.replace(OURS.name, other.name))
    return made.zip(), 3, {"consistency"}


# Tickets


def a_ticket_replaced(chance: Random, made: Made) -> Forged:
    digest, raw = next(iter(made.tickets.items()))
    made.tickets[digest] = flipped(raw, chance.randrange(len(raw)), chance)
    return made.zip(), 3, {"tickets"}


def another_ticket_under_its_own_hash(chance: Random, made: Made) -> Forged:
    raw = chance.randbytes(30)
    made.tickets = {sha256(raw).hexdigest(): raw}
    return made.zip(), 3, {"tickets"}


def a_ticket_kept_back(chance: Random, made: Made) -> Forged:
    made.tickets = {}
    return made.zip(), 3, {"tickets"}


def a_ticket_told_to_be_missing_that_is_there(chance: Random, made: Made) -> Forged:
    made.absent = {chance.choice((next(iter(made.tickets)), "0" * 64)): "thrown away"}
    return made.zip(), 3, {"tickets"}


# The paper


def a_byte_of_the_paper(chance: Random, made: Made) -> Forged:
    name = chance.choice(sorted(made.paper))
    raw = made.paper[name]
    made.paper[name] = flipped(raw, chance.randrange(len(raw)), chance)
    return made.zip(), 3, {"paper"}


def a_format_left_out(chance: Random, made: Made) -> Forged:
    del made.paper[chance.choice(sorted(made.paper))]
    return made.zip(), 3, {"paper"}


def a_figure_of_the_paper_altered(chance: Random, made: Made) -> Forged:
    """In the paper and in its lines alike."""
    document = json.loads(made.paper["paper/paper.json"])
    assert made.lines
    value = chance.randint(4, 99)
    document["figures"]["assessments.pa.open"]["value"] = made.lines["figures"]["assessments.pa.open"]["value"] = value
    made.paper["paper/paper.json"] = pretty(document)
    return made.zip(), 3, {"paper"}


def other_inputs_printed_than_recorded(chance: Random, made: Made) -> Forged:
    """By the log's own holder: all is signed and in its place."""
    other = {"position": 40, "known_at": "2020-06-13T00:00:00+00:00", "stats_to": "2020-06-30", "rules": "rules/2"}
    key = chance.choice(sorted([*other, "template", "day_count_beside"]))
    return stories.paper(printed={key: other.get(key, "paper/9")}).zip(), 3, {"inputs"}


def another_checkpoint_printed_than_recorded(chance: Random, made: Made) -> Forged:
    return stories.paper(forged_print=made.earlier[chance.randint(1, 2)]["checkpoint"]).zip(), 3, {"inputs"}


def of_another_month_or_fact(chance: Random, made: Made) -> Forged:
    key, value = chance.choice((("month", "2020-07"), ("edition", "R1"), ("fact", "paper/2020-06#1"), ("fact", "9#9")))
    made.about[key] = value
    return made.zip(), 3, {"paper", "evidence"}


# Lines and figures


def a_line_that_names_others(chance: Random, made: Made) -> Forged:
    assert made.lines
    line = chance.choice(made.lines["lines"])
    line["evidence"] = chance.choice(([], ["101#1"], ["paper/2020-06#1"], [*line["evidence"], "102#1"]))
    return (made.zip(), 3, {"lines"}) if line["evidence"] else a_line_left_out(chance, made)


def a_line_left_out(chance: Random, made: Made) -> Forged:
    assert made.lines
    made.lines["lines"].pop(chance.randrange(len(made.lines["lines"])))
    return made.zip(), 3, {"lines"}


def a_line_in_other_words(chance: Random, made: Made) -> Forged:
    assert made.lines
    line = chance.choice(made.lines["lines"])
    line[chance.choice(("text", "section"))] += "."
    return made.zip(), 3, {"lines"}


def a_figure_in_other_numbers(chance: Random, made: Made) -> Forged:
    assert made.lines
    made.lines["figures"]["assessments.pa.open"]["value"] = chance.choice((4, 3.0, "3", None, True))
    return made.zip(), 3, {"lines"}


def a_figure_left_out(chance: Random, made: Made) -> Forged:
    assert made.lines
    made.lines["figures"].pop(chance.choice(sorted(made.lines["figures"])))
    return made.zip(), 3, {"lines"}


# What is no bundle's form


def a_part_that_is_always_there_left_out(chance: Random, made: Made) -> Forged:
    """And not listed either."""
    made.without = chance.choice(("README.txt", "verify.py", "key.txt", "checkpoint.txt", "consistency.json"))
    return made.zip(), 3, {"files"}


def of_another_form(chance: Random, made: Made) -> Forged:
    made.format = chance.choice(("secchange-bundle/2", "", "other"))
    return made.zip(), 3, {"form"}


def another_form_of_a_file(chance: Random, made: Made) -> Forged:
    name = chance.choice(("facts.ndjson", "lines.json", "consistency.json"))
    raw = made.content()[name]
    made.others[name] = chance.choice(
        (
            raw.replace(b":", b": ", 1) if name == "facts.ndjson" else raw.replace(b"\n", b"", 1),
            raw[:-1],
            b"\xff" + raw,
            b"[" * 100_000,
            b'{"a":' * 100_000,
            b"[]\n",
            b"null\n",
            b"9" * 5_000 + b"\n",
            b"{}\n" + raw,
            b'"\\ud800"\n',
        )
    )
    return made.zip(), 3, {"form"}


def a_number_that_is_none(chance: Random, made: Made) -> Forged:
    fact = chance.choice(made.facts)
    column = chance.choice(("position", "version", "known_at_us", "index"))
    fact[column] = chance.choice((True, 1.0, "1", None, 1 << 64, -(1 << 70), [], {}))
    return made.zip(), 3, {"form", "proof"}


def a_thing_of_another_kind(chance: Random, made: Made) -> Forged:
    fact = chance.choice(made.facts)
    column = chance.choice(("stream", "topic", "state", "proof", "identity"))
    fact[column] = chance.choice((1, True, 1.5, [1], {"a": "b"}, "\u00e9"))
    return made.zip(), 3, {"form", "inclusion", "proof"}


FORGERIES: tuple[Forgery, ...] = (
    *(a_bit_of_the_zip, cut_short, made_longer, compressed, a_name_that_leads_out, a_name_twice),
    *(a_byte_of_a_file, a_byte_of_the_list, a_file_left_out, a_file_beside, listed_and_no_business_there),
    *(a_fact_left_out, fewer_facts_than_said, a_fact_that_nothing_names, a_fact_altered, a_column_altered),
    *(a_text_altered, an_identity_otherwise_written, two_facts_in_each_others_place, lines_of_facts_swapped),
    *(a_fact_twice, a_step_of_a_proof, a_proof_of_another_length, proofs_of_another_size, no_hash_in_a_proof),
    *(a_whole_log_forged, signed_by_another, another_key_beside, a_key_under_the_id_of_ours),
    *(the_checkpoint_says_otherwise, a_checkpoint_in_no_form, of_another_log),
    *(an_earlier_one_without_its_proof, the_printed_one_left_out, a_fork, an_earlier_one_signed_by_another),
    *(a_ticket_replaced, another_ticket_under_its_own_hash, a_ticket_kept_back),
    *(a_ticket_told_to_be_missing_that_is_there, a_byte_of_the_paper, a_format_left_out),
    *(a_figure_of_the_paper_altered, other_inputs_printed_than_recorded, of_another_month_or_fact),
    *(another_checkpoint_printed_than_recorded, an_equal_one_of_another_root, an_equal_one_with_a_proof),
    *(a_fork_of_any_size, an_earlier_one_of_another_log, a_part_that_is_always_there_left_out, of_another_form),
    *(a_line_that_names_others, a_line_left_out, a_line_in_other_words, a_figure_in_other_numbers),
    *(a_figure_left_out, another_form_of_a_file, a_number_that_is_none, a_thing_of_another_kind),
)


def flipped(raw: bytes, place: int, chance: Random) -> bytes:
    """With one bit of one byte turned over."""
    return raw[:place] + bytes([raw[place] ^ (1 << chance.randrange(8))]) + raw[place + 1 :]
