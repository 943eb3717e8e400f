"""How does a command keep its own section of RESULTS.md, leaving everybody else's as it is?"""

from __future__ import annotations

from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def write_section(title: str, lines: list[str], file: Path = RESULTS) -> None:
    """Put the lines under `## title`, in place of what stood there; a new section goes to the end."""
    text = file.read_text(encoding="utf-8") if file.exists() else "# Results\n"
    parts = text.split("\n## ")
    body = "\n".join([title, "", *lines]).rstrip() + "\n"
    for place, part in enumerate(parts[1:], start=1):
        if part.splitlines()[0].strip() == title:
            parts[place] = body
            break
    else:
        parts.append(body)
    joined = "\n## ".join(part.rstrip("\n") + "\n" for part in parts)
    file.write_text(joined, encoding="utf-8", newline="\n")
