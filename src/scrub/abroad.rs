//! How people introduce themselves in languages that the FAQ may not be in, folded as English is:
//! without the marks on letters, and Korean in its letters one by one.

use super::cues::Phrase;

/// After these a name follows whatever it looks like.
pub(super) const SURELY: &[Phrase] = &[
    // German, Dutch, Danish, Norwegian, Swedish
    &["heiße"],
    &["heisse"],
    &["name", "ist"],
    &["naam", "is"],
    &["heet"],
    &["heter"],
    &["hedder"],
    // Spanish, Portuguese, French, Italian, Romanian
    &["llamo"],
    &["nombre", "es"],
    &["chamo"],
    &["chamo-me"],
    &["nome", "e"],
    &["mappelle"],
    &["jmappelle"],
    &["nom", "est"],
    &["prenom", "est"],
    &["chiamo"],
    &["numesc"],
    &["numele", "meu", "este"],
    // Polish, Czech, Hungarian, Finnish, Turkish
    &["na", "imie"],
    &["nazywam", "sie"],
    &["jmenuji", "se"],
    &["jmenuju", "se"],
    &["nevem"],
    &["nimeni", "on"],
    &["adım"],
    &["ismim"],
    // Russian, Ukrainian, Greek
    &["зовут"],
    &["звати"],
    &["мое", "имя"],
    &["με", "λενε"],
    &["λεγομαι"],
    &["ονομαζομαι"],
    &["ονομα", "μου", "ειναι"],
    // Arabic, Hebrew, Hindi, Korean
    &["اسمي"],
    &["שמי"],
    &["मर", "नम"],
    &["\u{110b}\u{1175}\u{1105}\u{1173}\u{11b7}\u{110b}\u{1173}\u{11ab}"],
    // Vietnamese, Indonesian
    &["ten", "la"],
    &["ten", "toi", "la"],
    &["nama", "saya"],
];

/// After these a name follows if it is written like one: they say "I am" or "this is".
pub(super) const WRITTEN: &[Phrase] = &[
    // German, Dutch, Danish, Norwegian, Swedish
    &["ich", "bin"],
    &["ich", "bin", "der"],
    &["ich", "bin", "die"],
    &["hier", "ist"],
    &["hier", "schreibt"],
    &["hier", "spricht"],
    &["ik", "ben"],
    &["jeg", "er"],
    &["jag", "ar"],
    // Spanish, Portuguese, French, Italian
    &["soy"],
    &["sou"],
    &["sou", "a"],
    &["sou", "o"],
    &["je", "suis"],
    &["moi", "cest"],
    &["sono"],
    // Polish, Czech, Hungarian, Finnish, Turkish
    &["jestem"],
    &["jsem"],
    &["vagyok"],
    &["olen"],
    &["ben"],
    // Russian, Greek
    &["я"],
    &["ειμαι"],
    &["ειμαι", "ο"],
    &["ειμαι", "η"],
];

/// With these people thank or sign; a name may follow.
#[rustfmt::skip]
pub(super) const CLOSINGS: &[&str] = &[
    "bisous", "cordialement", "dank", "danke", "gracias", "grazie", "groetjes", "groeten", "gruße",
    "grusse", "hilsen", "lg", "merci", "mfg", "obrigada", "obrigado", "pozdrawiam", "saludos", "tack",
    "tak", "vg", "мерси", "спасибо", "уважением",
];

/// After these a name follows in scripts that put no spaces between words, up to the next mark:
/// Chinese, Japanese, Thai.
pub(super) const UNSPACED: &[&str] = &["我叫", "我的名字是", "名字叫", "名前は", "ชื่อ"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn phrases_are_folded() {
        let phrases = SURELY.iter().chain(WRITTEN).copied().flatten();
        for word in phrases.chain(CLOSINGS) {
            assert_eq!(Language::ENGLISH.fold(word), *word);
        }
    }
}
