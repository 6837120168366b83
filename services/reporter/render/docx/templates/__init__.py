"""The Word templates of the paper, by version: `paper-1.docx` is `paper/1`. A released one never changes."""
