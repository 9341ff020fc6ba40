fn main() {
    let faq = skincare_faq_bot::faq::load(std::path::Path::new("faq")).unwrap();
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut best = std::time::Duration::MAX;
    for _ in 0..n {
        let t = std::time::Instant::now();
        let m = skincare_faq_bot::matcher::Matcher::new(&faq);
        best = best.min(t.elapsed());
        drop(m);
    }
    let mut fb = std::time::Duration::MAX;
    for _ in 0..n {
        let t = std::time::Instant::now();
        let m = skincare_faq_bot::faq::load(std::path::Path::new("faq")).unwrap();
        fb = fb.min(t.elapsed());
        drop(m);
    }
    println!("best {best:?} files {fb:?}");
}
