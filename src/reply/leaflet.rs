//! The FAQ as a leaflet: everything that it answers, to be read at one go.

use super::aside;
use super::wording::Wording;
use crate::faq::{Entry, EntryIndex, Faq, Kind};

/// What stands in a leaflet, in reading order. Texts that are not headings are Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaflet<'a> {
    /// Its title, a plain text.
    pub title: &'a str,
    /// That this is information and no advice.
    pub disclaimer: &'a str,
    /// The safety notice, and whom to call.
    pub notice: Vec<&'a str>,
    /// Heading of the table of contents.
    pub contents_heading: &'a str,
    /// The topics: danger signs first, then section by section.
    pub chapters: Vec<Chapter<'a>>,
    /// Heading of what is not covered.
    pub not_covered_heading: &'a str,
    /// The titles of what is not covered, plain texts by id.
    pub not_covered: Vec<&'a str>,
    /// Where all of it comes from and when it was reviewed, a plain text.
    pub source: Option<String>,
}

/// The topics of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter<'a> {
    /// The section, a plain text.
    pub heading: &'a str,
    /// Whether these are danger signs.
    pub is_urgent: bool,
    /// The topics, at least one.
    pub articles: Vec<Article<'a>>,
}

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article<'a> {
    /// Its id, which can be linked to.
    pub id: &'a str,
    /// Its title, a plain text.
    pub title: &'a str,
    /// The answer.
    pub body: &'a str,
    /// The tip that the topic has for others.
    pub tip: Option<&'a str>,
}

/// The leaflet of a FAQ. Small talk has no place in it.
#[must_use]
pub fn leaflet(faq: &Faq) -> Leaflet<'_> {
    let wording = Wording(&faq.bot);
    let mut chapters: Vec<Chapter<'_>> = Vec::new();
    let mut add = |is_urgent: bool, entry: &EntryIndex| {
        let entry = faq.entry(*entry);
        let heading = if is_urgent {
            // As a heading it introduces nothing in the same line.
            wording.urgent_heading().trim_end_matches(':')
        } else {
            section(entry).unwrap_or_else(|| wording.leaflet_more())
        };
        let article = article(entry);
        let same = |chapter: &&mut Chapter<'_>| {
            (chapter.is_urgent, chapter.heading) == (is_urgent, heading)
        };
        match chapters.iter_mut().find(same) {
            Some(chapter) => chapter.articles.push(article),
            None => chapters.push(Chapter {
                heading,
                is_urgent,
                articles: vec![article],
            }),
        }
    };
    for entry in &aside::urgent(faq) {
        add(true, entry);
    }
    let topics = aside::topics(faq);
    let topics = topics.iter().filter(|entry| !faq.entry(**entry).urgent);
    // What belongs to no section comes last.
    let (in_section, others): (Vec<_>, Vec<_>) =
        topics.partition(|entry| section(faq.entry(**entry)).is_some());
    for entry in in_section.into_iter().chain(others) {
        add(false, entry);
    }
    let not_covered = faq
        .entries
        .iter()
        .filter(|entry| entry.kind == Kind::NotCovered);
    let not_covered = not_covered.filter(|entry| !entry.urgent);
    Leaflet {
        title: wording.name(),
        disclaimer: wording.disclaimer(),
        notice: std::iter::once(wording.safety_notice())
            .chain(wording.contact())
            .collect(),
        contents_heading: wording.leaflet_contents(),
        chapters,
        not_covered_heading: wording.leaflet_not_covered(),
        not_covered: not_covered.map(|entry| entry.title.text.as_str()).collect(),
        source: aside::source_of_topics(faq),
    }
}

fn section(entry: &Entry) -> Option<&str> {
    entry.section.as_ref().map(|section| section.text.as_str())
}

fn article(entry: &Entry) -> Article<'_> {
    Article {
        id: &entry.id,
        title: &entry.title.text,
        body: &entry.body.text,
        tip: entry.tip.as_ref().map(|tip| tip.text.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::sample::boat_hire;

    #[test]
    fn danger_signs_come_first_and_what_has_no_section_last() {
        let faq = boat_hire();
        let leaflet = leaflet(&faq);
        let chapters: Vec<_> = leaflet
            .chapters
            .iter()
            .map(|chapter| {
                let ids = chapter.articles.iter().map(|article| article.id);
                (chapter.heading, chapter.is_urgent, ids.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            chapters,
            [
                ("When not to wait", true, vec!["storm"]),
                ("Prices & times", false, vec!["cost", "hours"]),
                ("More questions", false, vec!["weather"]),
            ]
        );
        assert_eq!(leaflet.not_covered, ["May dogs come?", "May I fish?"]);
        assert_eq!(
            leaflet.source.as_deref(),
            Some("Source: Boats <for> hire · reviewed 2026-01-09")
        );
    }
}
