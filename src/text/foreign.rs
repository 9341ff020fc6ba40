//! Whether a text is in a language other than English, as far as its commonest words tell.

use super::words::{Class, class_of, pieces, spoken_form};
use super::{Language, abroad};

/// Very common words of other languages that are no English words, folded.
const FOREIGN: &[&str] = &[
    // Spanish, Portuguese, Italian, French
    "el",
    "los",
    "las",
    "que",
    "por",
    "una",
    "del",
    "cuanto",
    "cuesta",
    "donde",
    "como",
    "puedo",
    "para",
    "esta",
    "muy",
    "hola",
    "gracias",
    "quiero",
    "duele",
    "despues",
    "tengo",
    "hacer",
    "cuando",
    "mucho",
    "sobre",
    "quero",
    "minha",
    "meu",
    "nao",
    "voce",
    "dor",
    "depois",
    "fazer",
    "posso",
    "quanto",
    "custa",
    "obrigado",
    "obrigada",
    "tratamento",
    "dos",
    "ola",
    "uma",
    "isso",
    "doi",
    "il",
    "che",
    "gli",
    "della",
    "dopo",
    "sono",
    "fare",
    "dove",
    "grazie",
    "ciao",
    "quando",
    "questo",
    "trattamento",
    "mio",
    "mia",
    "perche",
    "le",
    "les",
    "des",
    "est",
    "une",
    "ce",
    "ca",
    "mal",
    "je",
    "vous",
    "combien",
    "de",
    "la",
    "du",
    "et",
    "temps",
    "dure",
    "elle",
    "faut",
    "fait",
    "bonjour",
    "merci",
    "peut",
    "apres",
    "avec",
    "pour",
    "pas",
    "sur",
    "qui",
    "dans",
    "mon",
    "quand",
    "quoi",
    "peau",
    "comment",
    // German, Dutch, Scandinavian
    "ich",
    "und",
    "der",
    "das",
    "ist",
    "wie",
    "nicht",
    "ein",
    "eine",
    "einen",
    "fur",
    "mit",
    "wo",
    "kann",
    "nach",
    "wann",
    "tut",
    "weh",
    "finde",
    "guten",
    "danke",
    "hallo",
    "bitte",
    "viel",
    "kostet",
    "haut",
    "behandlung",
    "auf",
    "auch",
    "nur",
    "wird",
    "sich",
    "lange",
    "es",
    "het",
    "een",
    "niet",
    "doet",
    "pijn",
    "hoe",
    "lang",
    "duurt",
    "mijn",
    "voor",
    "wat",
    "ik",
    "van",
    "zijn",
    "kan",
    "naar",
    "jag",
    "och",
    "det",
    "att",
    "hur",
    "ont",
    "gor",
    "mig",
    "hvor",
    "meget",
    "koster",
    "jeg",
    "ikke",
    "hvad",
    "vad",
    "kostar",
    "efter",
    // Polish, Czech, Turkish, Romanian, Indonesian, Vietnamese, Hindi and Russian in Latin letters
    "jest",
    "czy",
    "ile",
    "jak",
    "boli",
    "po",
    "sie",
    "dzien",
    "dobry",
    "dziekuje",
    "kosztuje",
    "gdzie",
    "moge",
    "bir",
    "ne",
    "kadar",
    "nasil",
    "icin",
    "sac",
    "surer",
    "agriyor",
    "acitir",
    "mi",
    "mu",
    "sonra",
    "merhaba",
    "tesekkurler",
    "fiyat",
    "cat",
    "costa",
    "doare",
    "dupa",
    "este",
    "unde",
    "cum",
    "buna",
    "apa",
    "apakah",
    "berapa",
    "sakit",
    "saya",
    "bisa",
    "yang",
    "ini",
    "itu",
    "tidak",
    "khong",
    "bao",
    "nhieu",
    "kya",
    "hai",
    "kaise",
    "kitna",
    "mujhe",
    "mein",
    "nahi",
    "dard",
    "skolko",
    "stoit",
    "bolno",
    "kak",
    "eto",
];

impl Language {
    /// Whether most of the folded `text` is in another language: in other letters, or, for English,
    /// with more words that are common elsewhere than words that are common in English.
    #[must_use]
    pub fn is_foreign(self, folded: &str) -> bool {
        if self.is_english() {
            is_foreign(folded)
        } else {
            abroad::is_in_other_letters(folded, self.function_words().iter())
        }
    }
}

fn is_foreign(folded: &str) -> bool {
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let latin = folded.chars().filter(char::is_ascii_alphabetic).count();
    if letters > 0 && latin * 2 < letters {
        return true;
    }
    let (mut foreign, mut english) = (0, 0);
    for piece in pieces(folded) {
        if FOREIGN.contains(&piece) && class_of(piece) == Class::Content {
            foreign += 1;
        } else if matches!(class_of(spoken_form(piece)), Class::Function | Class::Light) {
            english += 1;
        }
    }
    foreign >= 2 && foreign > english
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[test]
    fn other_languages_are_told_from_english() {
        for text in [
            "est-ce que ça fait mal ?",
            "Wie lange tut das weh?",
            "¿Cuánto cuesta?  por favor una",
            "Какая завтра погода?",
            "皮肤会红多久？",
            "saç ekimi ne kadar sürer",
        ] {
            assert!(is_foreign(&fold(text)), "{text}");
        }
    }

    #[test]
    fn english_stays_english() {
        for text in [
            "does it hurt",
            "cafe au lait spots, can they go?",
            "el tratamiento",
            "roller?",
            "",
            "😂",
        ] {
            assert!(!is_foreign(&fold(text)), "{text}");
        }
    }
}
