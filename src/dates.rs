//! Owns reading dates as exports and people write them. It must not know what happened on them.

/// Seconds of a day.
pub const DAY: i64 = 24 * 60 * 60;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The seconds since 1970 in UTC that a date stands for; none where it cannot be read, or could be read in two ways
/// (`03/04/2026`). A date without a time is its midnight, one without a zone is in UTC. Numbers are seconds since 1970,
/// or milliseconds.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim().trim_matches('"');
    if let Ok(number) = text.parse::<i64>() {
        return match number {
            // From 2001 to 2286, in seconds and in milliseconds.
            1_000_000_000..=9_999_999_999 => Some(number),
            1_000_000_000_000..=9_999_999_999_999 => Some(number / 1000),
            _ => None,
        };
    }
    let (date, time) =
        match text.find(['T', 't']).filter(|at| text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?),
            None => match text.rsplit_once(' ').filter(|(_, time)| time.contains(':')) {
                Some((date, time)) => (date, time),
                None => (text, ""),
            },
        };
    Some(days(date)? * DAY + seconds(time)?)
}

/// `2026-03`, the month of a moment in UTC.
pub fn month(moment: i64) -> String {
    let (year, month, _) = civil(moment.div_euclid(DAY));
    format!("{year:04}-{month:02}")
}

/// `2026-03-01`, the day of a moment in UTC.
pub fn day(moment: i64) -> String {
    let (year, month, day) = civil(moment.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Days since 1970.
fn days(date: &str) -> Option<i64> {
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<i64>().ok();
    let named = |text: &str| {
        let folded = text.to_lowercase();
        let at = MONTHS.iter().position(|month| folded.starts_with(month))?;
        i64::try_from(at + 1).ok()
    };
    let (year, month, day) = if first.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else if let Some(month) = named(first) {
        (number(third)?, month, number(second)?)
    } else if let Some(month) = named(second) {
        (number(third)?, month, number(first)?)
    } else {
        let (first, second, year) = (number(first)?, number(second)?, number(third)?);
        match (first, second) {
            // A point stands between the parts only where the day comes first.
            _ if date.contains('.') => (year, second, first),
            (13.., 1..=12) => (year, second, first),
            (1..=12, 13..) => (year, first, second),
            _ if first == second => (year, first, second),
            _ => return None,
        }
    };
    let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = usize::try_from(month - 1).ok().and_then(|at| lengths.get(at)).copied()?;
    ((1..=length).contains(&day) && (1970..=9999).contains(&year)).then(|| since_1970(year, month, day))
}

/// Seconds of the day, in UTC.
fn seconds(time: &str) -> Option<i64> {
    if time.is_empty() {
        return Some(0);
    }
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone_at);
    let mut parts = clock.trim().split(':');
    let (hours, minutes) = (parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<i64>().ok()?);
    let rest = parts.next().map_or(Some(0), |text| text.split('.').next()?.parse::<i64>().ok())?;
    let ahead = match zone.chars().next() {
        Some(sign @ ('+' | '-')) => {
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let (hours, minutes) = (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..4).unwrap_or("0"));
            let ahead = hours * 3600 + minutes.parse::<i64>().ok()? * 60;
            if sign == '-' { -ahead } else { ahead }
        }
        _ => 0,
    };
    let fits = (0..24).contains(&hours) && (0..60).contains(&minutes) && (0..=60).contains(&rest);
    fits.then_some(hours * 3600 + minutes * 60 + rest - ahead)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1970 of a date in the Gregorian calendar; years start in March, so that the leap day comes last.
fn since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The way back.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_however_it_is_written() {
        let expected = 1_772_359_200;
        for text in [
            "2026-03-01T10:00:00Z",
            "2026-03-01 10:00:00",
            "2026-03-01T11:00:00.123+01:00",
            "2026-03-01T02:00:00-0800",
            "1772359200",
            "1772359200000",
            "1 Mar 2026 10:00",
            "March 1, 2026 10:00:00",
            "01.03.2026 10:00",
            "\"2026/03/01 10:00\"",
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        assert_eq!(parse("2026-03-01"), Some(expected - 10 * 3600));
        assert_eq!(parse("31/12/2026"), parse("2026-12-31"));
        assert_eq!(parse("12/31/2026"), parse("2026-12-31"));
    }

    #[test]
    fn what_can_be_read_in_two_ways_or_in_none_is_unknown() {
        for text in
            ["03/04/2026", "", "yesterday", "2026-02-30", "2026-13-01", "12", "2026-03-01T25:00", "a week ago", "é-é-é"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_months_are_named_back() {
        for date in ["1970-01-01", "2000-02-29", "2024-12-31", "2026-03-01", "2100-02-28"] {
            let moment = parse(date).expect(date);
            assert_eq!(day(moment), date);
            assert_eq!(month(moment + DAY - 1), date[..7]);
        }
    }
}
