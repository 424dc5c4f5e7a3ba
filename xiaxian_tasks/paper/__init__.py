"""Official papers on the page by GB/T 9704-2012: a .docx and a text of them, and a measure of others' papers.

Pure of the ledger: `domain.letters.Paper` in, bytes or text out. Nothing here reads a clock, a folder or chance.
"""
