//! A leaflet in Markdown.

use crate::reply::{Article, Leaflet};

/// The leaflet as one text in Markdown. Answers stand in it as they are written.
#[must_use]
pub fn markdown(leaflet: &Leaflet<'_>) -> String {
    let mut blocks = vec![format!("# {}", plain(leaflet.title))];
    blocks.push(leaflet.disclaimer.trim().to_owned());
    blocks.extend(leaflet.notice.iter().map(|notice| quoted(notice)));
    if !leaflet.chapters.is_empty() {
        blocks.push(format!("## {}", plain(leaflet.contents_heading)));
        let articles = leaflet
            .chapters
            .iter()
            .flat_map(|chapter| &chapter.articles);
        let links =
            articles.map(|article| format!("- [{}](#{})", plain(article.title), article.id));
        blocks.push(links.collect::<Vec<_>>().join("\n"));
    }
    for chapter in &leaflet.chapters {
        blocks.push(format!("## {}", plain(chapter.heading)));
        blocks.extend(chapter.articles.iter().flat_map(article));
    }
    if !leaflet.not_covered.is_empty() {
        blocks.push(format!("## {}", plain(leaflet.not_covered_heading)));
        let titles = leaflet
            .not_covered
            .iter()
            .map(|title| format!("- {}", plain(title)));
        blocks.push(titles.collect::<Vec<_>>().join("\n"));
    }
    if let Some(source) = &leaflet.source {
        blocks.push("---".to_owned());
        blocks.push(plain(source));
    }
    blocks.join("\n\n") + "\n"
}

fn article(article: &Article<'_>) -> Vec<String> {
    // A heading's own address differs from program to program.
    let heading = format!("### <a id=\"{}\"></a>{}", article.id, plain(article.title));
    let mut blocks = vec![heading];
    blocks.extend(article.untranslated.map(str::to_owned));
    blocks.push(article.body.to_owned());
    blocks.extend(article.notice.clone());
    blocks.extend(article.tip.map(quoted));
    let reviewed = article.reviewed.as_deref();
    blocks.extend(reviewed.map(|reviewed| format!("*{}*", plain(reviewed))));
    blocks
}

/// A text in Markdown as a quotation.
fn quoted(markdown: &str) -> String {
    let lines = markdown.trim().lines();
    let lines = lines.map(|line| {
        if line.is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A plain text in Markdown, on one line.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            escaped.push(' ');
        }
        for char in word.chars() {
            if matches!(
                char,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~'
            ) {
                escaped.push('\\');
            }
            escaped.push(char);
        }
    }
    escaped
}
