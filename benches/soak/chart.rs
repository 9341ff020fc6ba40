//! Lines over time as a drawing in SVG, one panel below the other.

use std::fmt::Write as _;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 130.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 30.0;
const GAP: f64 = 50.0;

/// One line.
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    /// Minutes and values.
    pub(crate) line: Vec<(f64, f64)>,
}

/// Draws panels that share their time.
#[expect(clippy::cast_precision_loss, reason = "a handful of panels")]
pub(crate) fn draw(panels: &[Panel]) -> String {
    let height = TOP + panels.len() as f64 * (HEIGHT + GAP);
    let width = LEFT + WIDTH + RIGHT;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (at, panel) in panels.iter().enumerate() {
        draw_panel(&mut svg, panel, TOP + at as f64 * (HEIGHT + GAP));
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw_panel(svg: &mut String, panel: &Panel, top: f64) {
    let minutes = panel
        .line
        .last()
        .map_or(1.0, |(minutes, _)| minutes.max(0.1));
    let most = round_up(
        panel
            .line
            .iter()
            .map(|(_, value)| *value)
            .fold(0.0, f64::max),
    );
    let bottom = top + HEIGHT;
    // Writing to a string cannot fail.
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{}\" font-weight=\"bold\">{}</text>",
        top - 8.0,
        panel.title
    );
    for share in [0.0, 0.5, 1.0] {
        let y = bottom - share * HEIGHT;
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {y:.1}h{WIDTH}\" stroke=\"#ddd\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 6.0,
            y + 4.0,
            number(most * share)
        );
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0} min</text>",
            LEFT + share * WIDTH,
            bottom + 16.0,
            minutes * share
        );
    }
    let points = panel.line.iter().map(|(minute, value)| {
        let (x, y) = (minute / minutes * WIDTH, value / most * HEIGHT);
        format!("{:.1},{:.1}", LEFT + x, bottom - y)
    });
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1764ab\" stroke-width=\"1.5\"/>",
        points.collect::<Vec<_>>().join(" ")
    );
}

/// A number with as many digits as it needs, three behind the point at most.
fn number(value: f64) -> String {
    let digits = format!("{value:.3}");
    digits
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// The next of 1, 2, 4, 6, 8, 10, 20 and so on.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let ten = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 4.0, 6.0, 8.0, 10.0];
    let step = steps.into_iter().find(|step| step * ten >= value);
    step.unwrap_or(10.0) * ten
}
