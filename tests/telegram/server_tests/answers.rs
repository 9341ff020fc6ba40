//! Answering callback queries and inline queries.

use serde_json::{Value, json};

use super::{ann, deliver, started};

#[tokio::test]
async fn callback_query_is_answered_once() {
    let (server, client) = started();
    deliver(
        &server,
        json!({ "callback_query": { "id": "q", "from": ann(), "chat_instance": "1", "data": "x" } }),
    );
    assert_eq!(server.shared().look(|state| state.unanswered().len()), 1);
    let answer = json!({ "callback_query_id": "q", "text": "x".repeat(201) });
    assert_eq!(
        client.refused("answerCallbackQuery", answer).await,
        "400 Bad Request: MESSAGE_TOO_LONG"
    );
    let answer = json!({ "callback_query_id": "q", "text": "Thank you" });
    client.call("answerCallbackQuery", answer.clone()).await;
    assert_eq!(
        client.refused("answerCallbackQuery", answer).await,
        "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    );
    assert!(server.shared().look(|state| state.unanswered().is_empty()));
}

#[tokio::test]
async fn inline_answers_are_held_to_the_rules() {
    let (server, client) = started();
    deliver(
        &server,
        json!({ "inline_query": { "id": "i", "from": ann(), "query": "pain", "offset": "" } }),
    );
    let article = |id: &str, text: &str| json!({ "type": "article", "id": id, "title": "t", "input_message_content": { "message_text": text } });
    let answer = |results: Value| json!({ "inline_query_id": "i", "results": results });
    for (results, expected) in [
        (json!(vec![article("a", "x"); 51]), "RESULTS_TOO_MUCH"),
        (
            json!([article("a", "x"), article("a", "x")]),
            "RESULT_ID_DUPLICATE",
        ),
        (json!([article(&"a".repeat(65), "x")]), "RESULT_ID_INVALID"),
        (json!([article("a", "")]), "message text is empty"),
        (json!([article("a", &"x".repeat(4097))]), "MESSAGE_TOO_LONG"),
    ] {
        let refused = client.refused("answerInlineQuery", answer(results)).await;
        assert_eq!(refused, format!("400 Bad Request: {expected}"));
    }
    let good = answer(json!([article("a", "x"), article("b", "x")]));
    client.call("answerInlineQuery", good.clone()).await;
    let again = client.refused("answerInlineQuery", good).await;
    assert!(again.contains("query is too old"), "{again}");
}
