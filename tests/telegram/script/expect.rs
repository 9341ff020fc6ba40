//! What a text is expected to be.

/// An expectation about a text. A string is the whole text.
pub(crate) trait Expect {
    /// Whether the text is as expected.
    fn fits(&self, text: &str) -> bool;
    /// The expectation, for a person.
    fn shown(&self) -> String;
}

impl Expect for &str {
    fn fits(&self, text: &str) -> bool {
        *self == text
    }

    fn shown(&self) -> String {
        format!("exactly {self:?}")
    }
}

impl Expect for String {
    fn fits(&self, text: &str) -> bool {
        self == text
    }

    fn shown(&self) -> String {
        self.as_str().shown()
    }
}

/// An expectation in code.
pub(crate) struct Fits<F> {
    shown: String,
    fits: F,
}

impl<F: Fn(&str) -> bool> Expect for Fits<F> {
    fn fits(&self, text: &str) -> bool {
        (self.fits)(text)
    }

    fn shown(&self) -> String {
        self.shown.clone()
    }
}

/// What `shown` says and `fits` decides.
pub(crate) fn fits<F: Fn(&str) -> bool>(shown: impl Into<String>, fits: F) -> Fits<F> {
    let shown = shown.into();
    Fits { shown, fits }
}

/// A text with this beginning.
pub(crate) fn starts_with(start: &str) -> impl Expect + use<> {
    let beginning = start.to_owned();
    fits(
        format!("something that starts with {start:?}"),
        move |text| text.starts_with(&beginning),
    )
}

/// A text with this in it.
pub(crate) fn contains(part: &str) -> impl Expect + use<> {
    let inner = part.to_owned();
    fits(format!("something with {part:?} in it"), move |text| {
        text.contains(&inner)
    })
}

/// Any text.
pub(crate) fn anything() -> impl Expect {
    fits("anything", |_| true)
}
