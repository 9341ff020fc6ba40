//! The decision.
use super::*;

impl Matcher {
    pub fn decide(&self, text: &str) -> Decision {
        let (read, truncated) = read_limit(text, MAX_CHARS);
        let a = self.analyse(read);
        let outcome = self.outcome(&fold(read), &a);
        Decision { outcome, ranked: a.ranked, truncated }
    }

    fn best(&self, a: &Analysis, f: impl Fn(usize) -> bool) -> (usize, f32) {
        let mut best = (usize::MAX, 0.0);
        for (e, s) in a.scores.iter().enumerate() { if f(e) && *s > best.1 { best = (e, *s); } }
        best
    }

    fn outcome(&self, folded: &str, a: &Analysis) -> Outcome {
        let words: usize = a.clauses.iter().map(|c| c.0.len()).sum();
        if words == 0 { return Outcome::Decline { reason: DeclineReason::NoWords }; }
        let (u, us) = self.best(a, |e| self.urgent[e]);
        let (n, ns) = self.best(a, |e| self.kinds[e] == Kind::NotCovered);
        let (t, ts) = self.best(a, |e| self.kinds[e] == Kind::Topic && !self.urgent[e]);
        let (s, ss) = self.best(a, |e| self.kinds[e] == Kind::SmallTalk);
        if crate::text::is_foreign(folded) { return Outcome::Decline { reason: DeclineReason::Language }; }
        let nsp = ns * p("NPRIOR", 0.9);
        // danger
        let mut danger = 0.0_f32;
        for (tokens, _, _) in &a.clauses {
            for t in tokens { if !t.negated { danger = danger.max(self.index.danger(&self.lexicon, t)); } }
        }
        let mut urgent = false;
        for (own, _, _) in &a.segments {
            let us = (0..own.len()).filter(|e| self.urgent[*e]).map(|e| own[e]).fold(0.0, f32::max);
            let nc = (0..own.len()).filter(|e| self.kinds[*e] == Kind::NotCovered).map(|e| own[e]).fold(0.0, f32::max);
            let tt = (0..own.len()).filter(|e| self.kinds[*e] == Kind::Topic && !self.urgent[*e]).map(|e| own[e]).fold(0.0, f32::max);
            let at = if danger > 0.5 { p("URGD", 0.28) } else { p("URG", 0.4) };
            if us >= at && us >= nc * p("UN", 0.95) && (us >= tt * if danger > 0.5 { p("UTD", 0.6) } else { p("UT", 0.9) }) { urgent = true; }
        }
        let urgent = urgent && us >= nsp * p("UNW", 0.8);
        if urgent {
            return Outcome::Urgent { urgent: vec![EntryIndex(u)], rest: vec![], not_covered: vec![] };
        }
        if ss >= p("SMALL", 0.5) && ss >= ns && ss >= ts { return Outcome::SmallTalk { entry: EntryIndex(s) }; }
        let answer_at = p("ANS", 0.4);
        let clarify_at = p("CLA", 0.3);
        let margin = p("MAR", 0.03);
        if ts >= answer_at && ts >= nsp {
            // second topic near
            let (t2, ts2) = self.best(a, |e| self.kinds[e] == Kind::Topic && e != t);
            if ts - ts2 < margin || ts - nsp < margin || (danger > 0.5 && us >= p("URGC", 0.2) && us >= ts * 0.5) {
                return self.clarify(a);
            }
            let _ = t2;
            return Outcome::Answer { entries: vec![EntryIndex(t)], not_covered: vec![] };
        }
        if us >= p("URGC", 0.2) && (danger > 0.5 && us >= nsp * 0.8) { return self.clarify(a); }
        if ns >= p("NAT", 0.45) && nsp >= ts { 
            if ts >= clarify_at && ts >= ns * p("NT", 0.85) { return self.clarify(a); }
            return Outcome::NotCovered { entries: vec![EntryIndex(n)] }; }
        if ts >= clarify_at && ts >= ns * p("NT2", 0.8) { return self.clarify(a); }
        if ns >= clarify_at { return Outcome::NotCovered { entries: vec![EntryIndex(n)] }; }
        Outcome::Decline { reason: DeclineReason::Unknown }
    }

    fn clarify(&self, a: &Analysis) -> Outcome {
        let mut order: Vec<usize> = (0..a.scores.len()).filter(|e| self.kinds[*e] == Kind::Topic && a.scores[*e] > 0.0).collect();
        order.sort_by(|x, y| a.scores[*y].total_cmp(&a.scores[*x]));
        let mut candidates: Vec<EntryIndex> = order.into_iter().take(p("NCAND", 4.0) as usize).map(EntryIndex).collect();
        if candidates.len() < 2 { return Outcome::Decline { reason: DeclineReason::Unknown }; }
        candidates.truncate(4);
        Outcome::Clarify { candidates }
    }
}
