-- Names are folded anew: look-alike letters count as what people type, for maps and clubs alike.

DROP TABLE search;

-- rowid is the entry's; the words are those of bot/maps/folding.py.
CREATE VIRTUAL TABLE search USING fts5 (
    name, author, release, spellings, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
);

-- Words are made at the next start wherever these are missing, before anybody can search.
UPDATE released_maps SET raw_name = NULL;
UPDATE clubs_seen SET folded = '';
