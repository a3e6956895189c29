// Package spell tells which words are spelled wrong, and what may have been
// meant, by the dictionaries of hunspell that office programs and systems
// install: a list of words (.dic) and the rules that make more words of them
// (.aff).
//
// It reads: flags in all four forms, prefixes and suffixes with conditions,
// continuation and cross products, compounds by flags and by rules, forbidden
// words, capitals that must stay, conversions, break points, and the tables that
// suggestions are made from. It does not know phonetic tables, morphology, the
// syllables of Hungarian compounds, nor affixes of languages that write them in
// reverse (COMPLEXPREFIXES); words that need those are taken for wrong.
//
// A dictionary is a file that somebody put on this computer, perhaps by mistake:
// its size, its rules and the time a word may take are bounded. What is past a
// bound is an error when a dictionary is read, and "right" when a word is
// checked: nothing is underlined that was not looked at. The package reads
// those files and nothing else, and changes none.
//
// A Dictionary never changes after Read and may be used by many goroutines;
// reading one takes a tenth of a second, suggestions up to a quarter, so neither
// belongs on a goroutine that draws.
package spell
