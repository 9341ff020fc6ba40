//! The FAQ as a leaflet: everything that it answers, to be read at one go.

use jiff::civil::Date;

use super::aside;
use super::wording::Wording;
use crate::faq::{Entry, Faq, Freshness, Kind};

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
    /// Where all of it comes from, a plain text.
    pub source: Option<String>,
}

/// The topics of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter<'a> {
    /// The section, a plain text.
    pub heading: &'a str,
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
    /// That what follows is not translated, to be read before it.
    pub untranslated: Option<&'a str>,
    /// The answer, or that it is withheld.
    pub body: &'a str,
    /// That the answer was not reviewed in time.
    pub notice: Option<String>,
    /// The tip that the topic has for others.
    pub tip: Option<&'a str>,
    /// When the answer was reviewed, a plain text.
    pub reviewed: Option<String>,
}

/// The leaflet of a FAQ as it is on the day `today`, in UTC: answers that were not reviewed in time are
/// marked or withheld, and those that are not translated say so, as in a chat. Small talk has no place in
/// it.
#[must_use]
pub fn leaflet(faq: &Faq, today: Date) -> Leaflet<'_> {
    let wording = Wording(&faq.bot);
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
        chapters: danger_signs(faq, today)
            .into_iter()
            .chain(sections(faq, today))
            .collect(),
        not_covered_heading: wording.leaflet_not_covered(),
        not_covered: not_covered.map(|entry| entry.title.text.as_str()).collect(),
        source: aside::source_of_all(faq),
    }
}

/// The danger signs, if there are any.
fn danger_signs(faq: &Faq, today: Date) -> Option<Chapter<'_>> {
    let urgent = aside::urgent(faq).into_iter();
    let articles: Vec<_> = urgent
        .map(|entry| article(faq, faq.entry(entry), today))
        .collect();
    (!articles.is_empty()).then(|| Chapter {
        // As a heading it introduces nothing in the same line.
        heading: Wording(&faq.bot).urgent_heading().trim_end_matches(':'),
        articles,
    })
}

/// The other topics, section by section.
fn sections(faq: &Faq, today: Date) -> Vec<Chapter<'_>> {
    let topics = aside::topics(faq);
    let topics = topics.into_iter().map(|entry| faq.entry(entry));
    // What belongs to no section comes last.
    let (in_section, others): (Vec<_>, Vec<_>) = topics
        .filter(|entry| !entry.urgent)
        .partition(|entry| entry.section.is_some());
    let mut chapters: Vec<Chapter<'_>> = Vec::new();
    for entry in in_section.into_iter().chain(others) {
        let heading = match &entry.section {
            Some(section) => &section.text,
            None => Wording(&faq.bot).leaflet_more(),
        };
        let article = article(faq, entry, today);
        match chapters
            .iter_mut()
            .find(|chapter| chapter.heading == heading)
        {
            Some(chapter) => chapter.articles.push(article),
            None => chapters.push(Chapter {
                heading,
                articles: vec![article],
            }),
        }
    }
    chapters
}

fn article<'f>(faq: &'f Faq, entry: &'f Entry, today: Date) -> Article<'f> {
    let wording = Wording(&faq.bot);
    let tip = entry.tip.as_ref().map(|tip| tip.text.as_str());
    let freshness = faq.freshness(entry, today);
    let is_foreign = entry.is_lent && freshness != Freshness::Withheld;
    let (body, notice, tip) = match freshness {
        Freshness::Fresh => (entry.body.text.as_str(), None, tip),
        Freshness::Marked(date) => (
            entry.body.text.as_str(),
            Some(wording.overdue_since(date)),
            tip,
        ),
        // The tip is as old as the answer.
        Freshness::Withheld => (wording.withheld(), None, None),
    };
    Article {
        id: &entry.id,
        title: &entry.title.text,
        untranslated: is_foreign.then(|| wording.untranslated()),
        body,
        notice,
        tip,
        reviewed: entry
            .reviewed
            .filter(|_| freshness != Freshness::Withheld)
            .map(|date| wording.reviewed_on(date)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::faq::Overdue;
    use crate::reply::sample::{TODAY, boat_hire, indices};

    #[test]
    fn danger_signs_come_first_and_what_has_no_section_last() {
        let faq = boat_hire();
        let leaflet = leaflet(&faq, TODAY);
        let chapters: Vec<_> = leaflet
            .chapters
            .iter()
            .map(|chapter| {
                let ids = chapter.articles.iter().map(|article| article.id);
                (chapter.heading, ids.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            chapters,
            [
                ("When not to wait", vec!["storm"]),
                ("Prices & times", vec!["cost", "hours"]),
                ("More questions", vec!["weather"]),
            ]
        );
        assert_eq!(leaflet.not_covered, ["May dogs come?", "May I fish?"]);
        assert_eq!(leaflet.source.as_deref(), Some("Source: Boats <for> hire"));
    }

    #[test]
    fn each_answer_has_its_own_date_of_review() {
        let mut faq = boat_hire();
        let reviewed = |faq: &Faq| {
            let leaflet = leaflet(faq, TODAY);
            let articles = leaflet.chapters.into_iter().flat_map(|of| of.articles);
            let dated = articles.filter_map(|article| Some((article.id, article.reviewed?)));
            dated
                .map(|(id, date)| format!("{id} {date}"))
                .collect::<Vec<_>>()
        };
        let all = ["cost reviewed 2026-03-01", "hours reviewed 2026-01-09"];
        assert_eq!(reviewed(&faq), all);
        faq.bot.aging.overdue = Overdue::Withhold;
        let cost = indices(&faq, &["cost"])[0].0;
        faq.entries[cost].review_by = Some((date(2026, 3, 10), 4));
        assert_eq!(reviewed(&faq), all[1..]);
    }

    /// What the leaflet says of an entry that has to be reviewed by the tenth.
    fn article_on(overdue: Overdue, day: i8, id: &str) -> (String, Option<String>, Option<String>) {
        let mut faq = boat_hire();
        faq.bot.aging.overdue = overdue;
        faq.bot.overdue_notice = Some("Old since {date}.".to_owned());
        faq.bot.withheld = Some("Not now.".to_owned());
        let at = indices(&faq, &[id])[0].0;
        faq.entries[at].review_by = Some((date(2026, 3, 10), 4));
        let leaflet = leaflet(&faq, date(2026, 3, day));
        let mut articles = leaflet.chapters.iter().flat_map(|of| &of.articles);
        let article = articles.find(|article| article.id == id).unwrap();
        (
            article.body.to_owned(),
            article.notice.clone(),
            article.tip.map(str::to_owned),
        )
    }

    #[test]
    fn overdue_answer_is_marked_or_withheld_with_its_tip() {
        let given = |notice: Option<&str>| {
            let tip = Some("Come *early*.".to_owned());
            ("From 9 to 5.".to_owned(), notice.map(str::to_owned), tip)
        };
        let withheld = ("Not now.".to_owned(), None, None);
        for overdue in [Overdue::Mark, Overdue::Withhold] {
            assert_eq!(article_on(overdue, 10, "hours"), given(None));
        }
        let marked = given(Some("Old since 2026-03-10."));
        assert_eq!(article_on(Overdue::Mark, 11, "hours"), marked);
        assert_eq!(article_on(Overdue::Withhold, 11, "hours"), withheld);
    }

    #[test]
    fn overdue_danger_sign_is_marked_and_never_withheld() {
        for overdue in [Overdue::Mark, Overdue::Withhold] {
            let (body, notice, _) = article_on(overdue, 11, "storm");
            assert_eq!(body, "Row to the nearest shore.");
            assert_eq!(notice.as_deref(), Some("Old since 2026-03-10."));
        }
    }

    #[test]
    fn section_called_like_the_danger_signs_stays_a_section() {
        let mut faq = boat_hire();
        let hours = indices(&faq, &["hours"])[0].0;
        if let Some(section) = &mut faq.entries[hours].section {
            section.text = "When not to wait".to_owned();
        }
        let leaflet = leaflet(&faq, TODAY);
        let same = leaflet.chapters.iter();
        let same = same.filter(|chapter| chapter.heading == "When not to wait");
        let ids: Vec<_> = same.map(|chapter| chapter.articles[0].id).collect();
        assert_eq!(ids, ["storm", "hours"]);
    }
}
