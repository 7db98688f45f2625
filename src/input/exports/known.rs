//! Owns the table of known exports: by which names each is recognised, and where it keeps what.
//! It must not know how they are read.

use crate::input::exports::{Dates, Export};
use crate::input::record::Field;

/// What most exports have in common.
const PLAIN: Export = Export {
    name: "",
    marks: &[],
    platform: None,
    profile: None,
    templates: false,
    of_ten: false,
    html: false,
    dates: Dates::AsGiven,
    places: &[],
};

/// What the pages of Booking.com have in common, whoever read them.
const BOOKING_PAGES: Export = Export { platform: Some("booking"), profile: Some("hospitality"), of_ten: true, ..PLAIN };

/// The known exports. The first that is recognised counts.
pub(super) const EXPORTS: &[Export] = &[
    Export {
        name: "Google Play Console, monthly CSV of reviews",
        marks: &["Developer Reply Text", "Star Rating"],
        platform: Some("google_play"),
        profile: Some("app"),
        places: &[
            (Field::Reply, "Developer Reply Text"),
            (Field::Review, "Review Text"),
            (Field::Rating, "Star Rating"),
            (Field::Language, "Reviewer Language"),
            (Field::ReviewedAt, "Review Last Update Date and Time"),
            (Field::ReviewedAt, "Review Submit Date and Time"),
            (Field::RepliedAt, "Developer Reply Date and Time"),
            (Field::Id, "Review Link/?reviewId"),
            (Field::Id, "Review Link/?reviewid"),
        ],
        ..PLAIN
    },
    Export {
        name: "Google Play Developer API, reviews.list",
        marks: &["reviewId", "comments"],
        platform: Some("google_play"),
        profile: Some("app"),
        places: &[
            (Field::Reply, "comments/developerComment/text"),
            (Field::Review, "comments/userComment/text"),
            (Field::Rating, "comments/userComment/starRating"),
            (Field::Reviewer, "authorName"),
            (Field::ReviewedAt, "comments/userComment/lastModified/seconds"),
            (Field::RepliedAt, "comments/developerComment/lastModified/seconds"),
            (Field::Id, "reviewId"),
        ],
        ..PLAIN
    },
    Export {
        name: "google-play-scraper (Python)",
        marks: &["replyContent", "score"],
        platform: Some("google_play"),
        profile: Some("app"),
        places: &[
            (Field::Reply, "replyContent"),
            (Field::Review, "content"),
            (Field::Rating, "score"),
            (Field::Reviewer, "userName"),
            (Field::ReviewedAt, "at"),
            (Field::RepliedAt, "repliedAt"),
            (Field::RepliedAt, "replyDate"),
            (Field::Id, "reviewId"),
        ],
        ..PLAIN
    },
    Export {
        name: "google-play-scraper (Node)",
        marks: &["replyText", "score"],
        platform: Some("google_play"),
        profile: Some("app"),
        places: &[
            (Field::Reply, "replyText"),
            (Field::Review, "text"),
            (Field::Rating, "score"),
            (Field::Reviewer, "userName"),
            (Field::ReviewedAt, "date"),
            (Field::RepliedAt, "replyDate"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Google Business Profile, reviews.list",
        marks: &["starRating", "reviewId"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "reviewReply/comment"),
            (Field::Review, "comment"),
            (Field::Rating, "starRating"),
            (Field::Reviewer, "reviewer/displayName"),
            (Field::ReviewedAt, "createTime"),
            (Field::RepliedAt, "reviewReply/updateTime"),
            (Field::Id, "reviewId"),
            (Field::PolicyViolation, "reviewReply/policyViolation"),
        ],
        ..PLAIN
    },
    Export {
        name: "Google Business Profile, batchGetReviews",
        marks: &["review/starRating", "review/reviewId"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "review/reviewReply/comment"),
            (Field::Review, "review/comment"),
            (Field::Rating, "review/starRating"),
            (Field::Reviewer, "review/reviewer/displayName"),
            (Field::Location, "name"),
            (Field::ReviewedAt, "review/createTime"),
            (Field::RepliedAt, "review/reviewReply/updateTime"),
            (Field::Id, "review/reviewId"),
            (Field::PolicyViolation, "review/reviewReply/policyViolation"),
        ],
        ..PLAIN
    },
    Export {
        name: "Outscraper, Google Maps reviews",
        marks: &["owner_answer", "review_text"],
        platform: Some("google"),
        html: true,
        places: &[
            (Field::Reply, "owner_answer"),
            (Field::Review, "review_text"),
            (Field::Rating, "review_rating"),
            (Field::Reviewer, "author_title"),
            (Field::ReviewedAt, "review_datetime_utc"),
            (Field::RepliedAt, "owner_answer_timestamp_datetime_utc"),
            (Field::RepliedAt, "owner_answer_datetime_utc"),
            (Field::RepliedAt, "owner_answer_timestamp"),
            (Field::Id, "review_id"),
        ],
        dates: Dates::MonthFirst,
        ..PLAIN
    },
    Export {
        name: "Outscraper, Google Maps reviews, with another name for the review",
        marks: &["owner_answer", "reviews_text"],
        platform: Some("google"),
        html: true,
        places: &[
            (Field::Reply, "owner_answer"),
            (Field::Review, "reviews_text"),
            (Field::Rating, "review_rating"),
            (Field::Reviewer, "author_title"),
            (Field::ReviewedAt, "review_datetime_utc"),
            (Field::RepliedAt, "owner_answer_timestamp_datetime_utc"),
            (Field::RepliedAt, "owner_answer_datetime_utc"),
            (Field::RepliedAt, "owner_answer_timestamp"),
            (Field::Id, "review_id"),
        ],
        dates: Dates::MonthFirst,
        ..PLAIN
    },
    Export {
        name: "Apify, Google Maps reviews",
        marks: &["responseFromOwnerText"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "responseFromOwnerText"),
            (Field::Review, "text"),
            (Field::Rating, "stars"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "name"),
            (Field::Business, "title"),
            (Field::ReviewedAt, "publishedAtDate"),
            (Field::RepliedAt, "responseFromOwnerDate"),
            (Field::Id, "reviewId"),
        ],
        ..PLAIN
    },
    Export {
        name: "Botasaurus, Google Maps reviews",
        marks: &["response_from_owner_text"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "response_from_owner_text"),
            (Field::Review, "review_text"),
            (Field::Rating, "rating"),
            (Field::ReviewedAt, "published_at_date"),
            (Field::RepliedAt, "response_from_owner_date"),
        ],
        ..PLAIN
    },
    Export {
        name: "Bright Data, Google Maps reviews",
        marks: &["response_of_owner"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "response_of_owner"),
            (Field::Review, "review"),
            (Field::Rating, "review_rating"),
            (Field::Reviewer, "reviewer_name"),
            (Field::ReviewedAt, "review_date"),
            (Field::RepliedAt, "response_date"),
        ],
        ..PLAIN
    },
    Export {
        name: "Bright Data, Google reviews by search",
        marks: &["review_reply", "comment"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "review_reply"),
            (Field::Review, "comment"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "reviewer/display_name"),
            (Field::ReviewedAt, "created"),
            (Field::RepliedAt, "review_reply_created"),
            (Field::Id, "review_id"),
        ],
        ..PLAIN
    },
    Export {
        name: "SerpApi, Google Maps reviews",
        marks: &["snippet", "rating", "user"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "response/snippet"),
            (Field::Review, "snippet"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "user/name"),
            (Field::ReviewedAt, "iso_date"),
            (Field::RepliedAt, "response/iso_date"),
            (Field::Id, "review_id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Google Local reviews (UCSD)",
        marks: &["gmap_id", "resp"],
        platform: Some("google"),
        places: &[
            (Field::Reply, "resp/text"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "name"),
            (Field::ReviewedAt, "time"),
            (Field::RepliedAt, "resp/time"),
        ],
        ..PLAIN
    },
    Export {
        name: "Bright Data, Yelp reviews",
        marks: &["Replies", "Content", "Review_auther"],
        platform: Some("yelp"),
        places: &[
            // The other entries of this list are what the customer wrote before.
            (Field::Reply, "Replies/Title=BizUserReviewReply/Content"),
            (Field::Review, "Content"),
            (Field::Rating, "Rating"),
            (Field::Reviewer, "Review_auther/Username"),
            (Field::Business, "business_name"),
            (Field::ReviewedAt, "Date"),
            (Field::RepliedAt, "Replies/Title=BizUserReviewReply/Date"),
        ],
        dates: Dates::DayFirst,
        ..PLAIN
    },
    Export {
        name: "Bright Data, Trustpilot reviews",
        marks: &["review_replies", "review_content"],
        platform: Some("trustpilot"),
        places: &[
            (Field::Reply, "review_replies/content"),
            (Field::Review, "review_content"),
            (Field::Rating, "review_rating"),
            (Field::Reviewer, "reviewer_name"),
            (Field::Business, "company_name"),
            (Field::ReviewedAt, "review_date"),
            (Field::RepliedAt, "review_replies/date"),
            (Field::Id, "review_id"),
        ],
        dates: Dates::DayFirst,
        ..PLAIN
    },
    Export {
        name: "Trustpilot API, reviews",
        marks: &["stars", "consumer"],
        platform: Some("trustpilot"),
        places: &[
            (Field::Reply, "companyReply/text"),
            (Field::Reply, "companyReply/message"),
            (Field::Reply, "companyReply"),
            (Field::Review, "text"),
            (Field::Rating, "stars"),
            (Field::Reviewer, "consumer/displayName"),
            (Field::Language, "language"),
            (Field::ReviewedAt, "createdAt"),
            (Field::RepliedAt, "companyReply/createdAt"),
            (Field::RepliedAt, "companyReply/publishedDate"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Trustpilot pages, reviews",
        marks: &["consumer", "dates", "rating"],
        platform: Some("trustpilot"),
        places: &[
            (Field::Reply, "reply/message"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "consumer/displayName"),
            (Field::Language, "language"),
            (Field::ReviewedAt, "dates/publishedDate"),
            (Field::RepliedAt, "reply/publishedDate"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Tripadvisor pages, reviews",
        marks: &["ownerResponse", "text"],
        platform: Some("tripadvisor"),
        profile: Some("hospitality"),
        places: &[
            (Field::Reply, "ownerResponse/text"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::ReviewedAt, "publishedDate"),
            (Field::RepliedAt, "ownerResponse/publishedDate"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Airbnb pages, reviews",
        marks: &["comments", "response", "reviewee"],
        platform: Some("airbnb"),
        profile: Some("hospitality"),
        places: &[
            (Field::Reply, "response"),
            (Field::Review, "comments"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "reviewer/firstName"),
            (Field::ReviewedAt, "createdAt"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Booking.com, CSV of reviews",
        marks: &["Property reply", "Review score"],
        platform: Some("booking"),
        profile: Some("hospitality"),
        of_ten: true,
        places: &[
            (Field::Reply, "Property reply"),
            (Field::Review, "Negative review"),
            (Field::Review, "Positive review"),
            (Field::Review, "Review title"),
            (Field::Rating, "Review score"),
            (Field::Reviewer, "Guest name"),
            (Field::ReviewedAt, "Review date"),
            (Field::Id, "Reservation number"),
        ],
        ..PLAIN
    },
    Export {
        name: "Booking.com API, reviews",
        marks: &["review_id", "content", "scoring"],
        platform: Some("booking"),
        profile: Some("hospitality"),
        of_ten: true,
        places: &[
            (Field::Reply, "reply/text"),
            (Field::Review, "content/negative"),
            (Field::Review, "content/positive"),
            (Field::Review, "content/headline"),
            (Field::Rating, "scoring/review_score"),
            (Field::Reviewer, "reviewer/name"),
            (Field::Language, "content/language_code"),
            (Field::Id, "review_id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Booking.com pages, reviews with hotelResponseText",
        marks: &["reviewScore", "hotelResponseText"],
        places: &[
            (Field::Reply, "hotelResponseText"),
            (Field::Review, "reviewNegative"),
            (Field::Review, "reviewPositive"),
            (Field::Rating, "reviewScore"),
        ],
        ..BOOKING_PAGES
    },
    Export {
        name: "Booking.com pages, reviews with partnerReplyText",
        marks: &["reviewScore", "partnerReplyText"],
        places: &[
            (Field::Reply, "partnerReplyText"),
            (Field::Review, "reviewNegative"),
            (Field::Review, "reviewPositive"),
            (Field::Rating, "reviewScore"),
        ],
        ..BOOKING_PAGES
    },
    Export {
        name: "Trustpilot Business, CSV of reviews, which holds the dates of replies but not their words",
        marks: &["Review Stars", "Company Reply Date (UTC)"],
        platform: Some("trustpilot"),
        places: &[
            (Field::Review, "Review Content"),
            (Field::Rating, "Review Stars"),
            (Field::Language, "Review Language"),
            (Field::Location, "Location Name"),
            (Field::ReviewedAt, "Review Created (UTC)"),
            (Field::RepliedAt, "Company Reply Date (UTC)"),
            (Field::Id, "Review ID"),
        ],
        ..PLAIN
    },
    Export {
        name: "app_store_scraper (Python)",
        marks: &["developerResponse", "review", "rating"],
        platform: Some("app_store"),
        profile: Some("app"),
        places: &[
            // In CSV a cell that holds a Python dictionary.
            (Field::Reply, "developerResponse/body"),
            (Field::Review, "review"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "userName"),
            (Field::ReviewedAt, "date"),
            (Field::RepliedAt, "developerResponse/modified"),
        ],
        ..PLAIN
    },
    Export {
        name: "App reviews with developerResponseBody",
        marks: &["developerResponseBody"],
        profile: Some("app"),
        places: &[
            (Field::Reply, "developerResponseBody"),
            (Field::Author, "developerResponseAuthor"),
            (Field::RepliedAt, "developerResponseDate"),
            (Field::Review, "review"),
            (Field::Review, "body"),
            (Field::Review, "content"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::Rating, "score"),
            (Field::ReviewedAt, "date"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "App reviews with developer_response",
        marks: &["developer_response"],
        profile: Some("app"),
        places: &[
            (Field::Reply, "developer_response"),
            (Field::Review, "review"),
            (Field::Review, "content"),
            (Field::Review, "body"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::Rating, "score"),
            (Field::ReviewedAt, "date"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "App reviews with developerReply",
        marks: &["developerReply"],
        profile: Some("app"),
        places: &[
            (Field::Reply, "developerReply"),
            (Field::Review, "review"),
            (Field::Review, "content"),
            (Field::Review, "body"),
            (Field::Review, "text"),
            (Field::Rating, "rating"),
            (Field::Rating, "score"),
            (Field::ReviewedAt, "date"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Yext, reviews with their comments",
        marks: &["publisherId", "comments", "content"],
        places: &[
            // Customers comment too; where nobody says who wrote, it is taken to be the business.
            (Field::Reply, "comments/authorRole=BUSINESS_OWNER/content"),
            (Field::Reply, "comments/content"),
            (Field::Review, "content"),
            (Field::Rating, "rating"),
            (Field::Reviewer, "authorName"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Podium, responses",
        marks: &["siteAuthorName", "uid", "body"],
        places: &[
            (Field::Reply, "body"),
            (Field::Author, "siteAuthorName"),
            (Field::RepliedAt, "publishDate"),
            (Field::Id, "uid"),
        ],
        ..PLAIN
    },
    Export {
        name: "Birdeye, responses",
        marks: &["response", "isPrivateResponse"],
        places: &[(Field::Reply, "response")],
        ..PLAIN
    },
    Export {
        name: "Google Play pages, where `Reply` holds the developer's name and no reply is kept",
        marks: &["Username", "Reply", "Reply Date", "Usefulness"],
        platform: Some("google_play"),
        profile: Some("app"),
        places: &[(Field::Review, "Review"), (Field::Rating, "Rating"), (Field::Reviewer, "Username")],
        ..PLAIN
    },
    Export {
        name: "Gorgias macros",
        marks: &["actions", "intent", "name"],
        templates: true,
        html: true,
        places: &[
            (Field::Reply, "actions/name=setResponseText/arguments/body_text"),
            (Field::Reply, "actions/name=setResponseText/arguments/body_html"),
            (Field::Language, "language"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Zendesk macros",
        marks: &["actions", "title"],
        templates: true,
        html: true,
        places: &[
            (Field::Reply, "actions/field=comment_value/value"),
            (Field::Reply, "actions/field=comment_value_html/value"),
            (Field::Id, "id"),
        ],
        ..PLAIN
    },
    Export {
        name: "Intercom macros",
        marks: &["body_text", "visible_to"],
        templates: true,
        html: true,
        places: &[(Field::Reply, "body_text"), (Field::Reply, "body"), (Field::Id, "id")],
        ..PLAIN
    },
    Export {
        name: "Front message templates",
        marks: &["body", "subject", "attachments", "name"],
        templates: true,
        html: true,
        places: &[(Field::Reply, "body"), (Field::Id, "id")],
        ..PLAIN
    },
    Export {
        name: "Freshdesk canned responses",
        marks: &["content", "folder_id"],
        templates: true,
        html: true,
        places: &[(Field::Reply, "content"), (Field::Reply, "content_html"), (Field::Id, "id")],
        ..PLAIN
    },
];

/// The reviews of App Store Connect: their replies stand in another list of the same file.
pub(in crate::input) const APP_STORE: Export = Export {
    name: "App Store Connect, customerReviews with their responses",
    marks: &["data", "included"],
    platform: Some("app_store"),
    profile: Some("app"),
    places: &[
        (Field::Review, "attributes/body"),
        (Field::Rating, "attributes/rating"),
        (Field::Reviewer, "attributes/reviewerNickname"),
        (Field::ReviewedAt, "attributes/createdDate"),
        (Field::Id, "id"),
    ],
    ..PLAIN
};

/// Where a response of App Store Connect keeps its parts.
pub(in crate::input) const APP_STORE_RESPONSE: &[(Field, &str)] =
    &[(Field::Reply, "attributes/responseBody"), (Field::RepliedAt, "attributes/lastModifiedDate")];

/// The same as paths of the file, for who lists them.
pub(super) const LIST_OF_APP_STORE: &[(Field, &str)] = &[
    (Field::Reply, "included/attributes/responseBody"),
    (Field::Review, "data/attributes/body"),
    (Field::Rating, "data/attributes/rating"),
    (Field::Reviewer, "data/attributes/reviewerNickname"),
    (Field::ReviewedAt, "data/attributes/createdDate"),
    (Field::RepliedAt, "included/attributes/lastModifiedDate"),
    (Field::Id, "data/id"),
];
