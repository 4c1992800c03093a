"""A believable South Sumatra with a fixed seed: the truth, the rows made of it, and the spreadsheets as
offices keep
them. Every person, number and business in it is invented. No Django here.

- `rows`: rows of offices' lists with their truth; `parquet`: `write_rows()`, millions of them as a file
- `spreadsheets`: `write_spreadsheets()`, the files of the offices with every known damage
- `truth`: what is true of the rows, and `score_links()`
- `people`: who may sign in to the demo, and the institutions they work for
"""
