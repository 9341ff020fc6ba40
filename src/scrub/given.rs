//! Names that people are given, folded and in order. Not all there are, but those that are met most
//! often where this is written and read.

/// Names that are nothing else.
#[rustfmt::skip]
pub(super) const GIVEN: &[&str] = &[
    "aaliyah", "aaron", "abdul", "abdullah", "abigail", "adam", "adele", "adrian", "agnes",
    "agnieszka", "ahmed", "aidan", "aisha", "alan", "albert", "alejandro", "alessandro", "alexander",
    "alexandra", "alexis", "alfred", "ali", "alice", "alina", "alison", "allison", "amanda",
    "amelia", "amina", "amir", "amy", "ana", "anastasia", "andrea", "andreas", "andrei",
    "andrew", "andrzej", "angela", "anita", "anja", "anna", "anne", "annette", "annika",
    "anthony", "antonio", "anya", "arjun", "arthur", "ashley", "astrid", "ayesha", "barbara",
    "beata", "beatrice", "ben", "benjamin", "bernard", "bernd", "bianca", "birgit", "brandon",
    "brenda", "brian", "bridget", "bruno", "callum", "camila", "carla", "carlos", "carmen",
    "carol", "caroline", "catherine", "cecilia", "charles", "charlotte", "chiara", "chloe", "chris",
    "christina", "christine", "christopher", "claire", "clara", "claudia", "colin", "connor", "craig",
    "cristina", "cynthia", "daniel", "daniela", "danielle", "david", "deborah", "deepak", "denise",
    "dennis", "diana", "diego", "dmitri", "dominic", "donna", "dorothy", "douglas", "dylan",
    "edward", "ekaterina", "elaine", "eleanor", "elena", "elisabeth", "elizabeth", "ella", "ellen",
    "emil", "emily", "emma", "eric", "erik", "erika", "esther", "ethan", "eva",
    "evelyn", "ewa", "fabian", "fatima", "felicia", "felix", "fernando", "fiona", "florian",
    "francesca", "francesco", "francis", "franziska", "freya", "gabriel", "gabriela", "gareth", "gary",
    "geoffrey", "george", "gerald", "gianna", "giovanni", "giulia", "gloria", "gordon", "graham",
    "greta", "guido", "gustav", "hamza", "hannah", "hans", "harold", "harriet", "harry",
    "hassan", "heather", "heidi", "heike", "heinz", "helen", "helena", "helga", "henrik",
    "henry", "hugh", "hugo", "ian", "ibrahim", "ilaria", "imran", "ines", "ingrid",
    "irene", "irina", "isaac", "isabel", "isabella", "isabelle", "ivan", "ivana", "jacob",
    "jacqueline", "jaime", "jakob", "jakub", "james", "jamie", "jan", "jana", "jane",
    "janet", "janine", "jasmin", "jasmine", "jason", "javier", "jennifer", "jenny", "jeremy",
    "jessica", "jim", "joan", "joanna", "joanne", "joao", "joe", "johan", "johanna",
    "john", "jonas", "jonathan", "jordan", "jorge", "jose", "josef", "joseph", "josephine",
    "joshua", "joyce", "juan", "juanita", "judith", "judy", "julia", "julian", "juliana",
    "julie", "julien", "jurgen", "justin", "jutta", "kamil", "karen", "karin", "karl",
    "karolina", "katarina", "katarzyna", "kate", "katharina", "katherine", "kathleen", "kathryn", "katie",
    "katja", "keith", "kelly", "kenneth", "kerstin", "kevin", "khadija", "kim", "kimberly",
    "klaus", "kristen", "kristin", "krzysztof", "kyle", "lars", "latisha", "laura", "lauren",
    "layla", "leah", "lena", "leon", "leonard", "leonie", "liam", "lidia", "lily",
    "linda", "lisa", "liz", "logan", "lorenzo", "louis", "louise", "luca", "lucas",
    "lucia", "lucy", "luis", "luisa", "lukas", "luke", "lydia", "maddison", "madeleine",
    "magdalena", "maja", "malgorzata", "manuel", "manuela", "marc", "marcel", "marco", "marcus",
    "margaret", "maria", "mariam", "marianne", "marie", "mario", "marion", "marissa", "markus",
    "marta", "martha", "martin", "martina", "mary", "maryam", "mateusz", "matteo", "matthew",
    "matthias", "maureen", "maya", "megan", "mehmet", "melanie", "melissa", "mia", "michael",
    "michaela", "michal", "michelle", "miguel", "mike", "mikhail", "milan", "miriam", "mohamed",
    "mohammad", "mohammed", "mona", "monica", "monika", "muhammad", "mustafa", "nadia", "nancy",
    "naomi", "natalia", "natalie", "natasha", "nathan", "nathaniel", "neil", "nelson", "nicholas",
    "nick", "nicola", "nicolas", "nicole", "nigel", "nikita", "nina", "noah", "noor",
    "nora", "norman", "oleg", "olga", "oliver", "olivia", "omar", "oscar", "oskar",
    "otto", "owen", "pablo", "pamela", "paolo", "patricia", "patrick", "paul", "paula",
    "pauline", "pavel", "pedro", "peter", "petra", "philip", "philipp", "phillip", "phoebe",
    "pierre", "piotr", "priya", "rachel", "rafael", "raj", "rajesh", "ralf", "ramona",
    "raphael", "raymond", "rebecca", "renate", "rhys", "ricardo", "richard", "rita", "robert",
    "roberto", "rodrigo", "roger", "roland", "ronald", "rosa", "rosemary", "rosie", "roxana",
    "roy", "rupert", "ruth", "ryan", "sabine", "sabrina", "sam", "samantha", "samuel",
    "sandra", "sanjay", "sara", "sarah", "sasha", "sean", "sebastian", "sergei", "sergio",
    "sharon", "sheila", "shirley", "silvia", "simon", "simone", "sofia", "sonia", "sonja",
    "sophia", "sophie", "stacey", "stefan", "stefanie", "stephanie", "stephen", "steve", "steven",
    "stuart", "sunita", "susan", "susanne", "sven", "svetlana", "sylvia", "tamara", "tanja",
    "tanya", "tara", "tatiana", "teresa", "thea", "theodore", "theresa", "thomas", "tim",
    "timothy", "tina", "tobias", "tom", "tomas", "tomasz", "tony", "tracy", "trevor",
    "ulrike", "ursula", "uwe", "valentina", "valeria", "vanessa", "vera", "veronica", "veronika",
    "victor", "victoria", "vikram", "vincent", "vladimir", "walter", "wanda", "wendy", "werner",
    "wesley", "william", "wojciech", "wolfgang", "xavier", "yasmin", "yolanda", "youssef", "yusuf",
    "yvonne", "zara", "zoe", "zofia",
];

/// Names that are words too: they count only where a name is due.
#[rustfmt::skip]
pub(super) const WORDS_TOO: &[&str] = &[
    "angel", "april", "art", "ash", "august", "autumn", "bill", "bob", "buddy",
    "chance", "charity", "chase", "christian", "chuck", "cliff", "daisy", "dale", "dawn",
    "dean", "destiny", "drew", "earl", "eve", "faith", "fern", "flora", "forest",
    "frank", "gene", "georgia", "glen", "grace", "grant", "guy", "hazel", "heath",
    "holly", "honey", "hope", "hunter", "iris", "ivy", "jack", "jade", "jay",
    "jean", "jewel", "joy", "june", "kay", "lance", "laurel", "lee", "marina",
    "mark", "marsh", "mason", "max", "may", "mercy", "miles", "misty", "nat",
    "noel", "norm", "olive", "pat", "patience", "pearl", "peg", "penny", "prudence",
    "ray", "reed", "rich", "rick", "rob", "robbie", "robin", "roman", "rose",
    "ruby", "salma", "sandy", "scott", "skip", "sky", "stella", "stone", "sue",
    "summer", "sunny", "taylor", "terry", "trinity", "vic", "viola", "violet", "virginia",
    "ward", "will", "willow", "wren",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_and_folded() {
        for list in [GIVEN, WORDS_TOO] {
            assert!(list.is_sorted_by(|a, b| a < b));
            assert!(
                list.iter()
                    .all(|name| crate::text::Language::ENGLISH.fold(name) == *name)
            );
        }
        assert!(
            GIVEN
                .iter()
                .all(|name| WORDS_TOO.binary_search(name).is_err())
        );
    }
}
