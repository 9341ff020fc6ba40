//! The lines of a text, told from places in it.

/// Counts lines from one place to the next, so that many places take no longer than one.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Up to where lines are counted.
    counted: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            counted: 0,
            line: 1,
        }
    }

    /// The line, counted from 1, of the byte at `place`, which is not before the one asked for last.
    pub(super) fn at(&mut self, place: usize) -> usize {
        let between = self.text.get(self.counted..place).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.counted = place;
        self.line
    }
}
