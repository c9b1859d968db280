//! Which items of an operation may start now, and which never will.

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not started.
    Waiting,
    /// Sent, followed, or being looked for.
    UnderWay,
    /// Ended well.
    Done,
    /// Ended otherwise, or never started.
    Failed,
}

/// What to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Next {
    /// Items to start, in order.
    pub start: Vec<usize>,
    /// Items that cannot run because one that had to be done before them has failed.
    pub skip: Vec<usize>,
}

/// Decides by each item's standing and by what has to be done before it. `at_once` items may be
/// under way together, at least one. Items that wait for each other would wait for ever: they are
/// skipped once nothing else is left.
pub fn next(standings: &[Standing], after: &[&[usize]], at_once: usize) -> Next {
    let mut standings = standings.to_vec();
    let mut next = Next::default();
    // What is skipped may be what others wait for, in any order of the list.
    loop {
        let skipped = next.skip.len();
        for at in 0..standings.len() {
            let needs = after.get(at).copied().unwrap_or_default();
            let failed = |&need: &usize| standings.get(need) == Some(&Standing::Failed);
            if standings[at] == Standing::Waiting && needs.iter().any(failed) {
                standings[at] = Standing::Failed;
                next.skip.push(at);
            }
        }
        if next.skip.len() == skipped {
            break;
        }
    }
    let under_way = standings.iter().filter(|&&standing| standing == Standing::UnderWay).count();
    let ready = (0..standings.len()).filter(|&at| {
        let needs = after.get(at).copied().unwrap_or_default();
        standings[at] == Standing::Waiting
            && needs.iter().all(|&need| standings.get(need).is_none_or(|&s| s == Standing::Done))
    });
    next.start = ready.take(at_once.max(1).saturating_sub(under_way)).collect();
    if under_way == 0 && next.start.is_empty() {
        next.skip.extend((0..standings.len()).filter(|&at| standings[at] == Standing::Waiting));
    }
    next
}

#[cfg(test)]
mod tests {
    use super::Standing::{Done, Failed, UnderWay, Waiting};
    use super::*;

    fn told(standings: &[Standing], after: &[&[usize]], at_once: usize) -> (Vec<usize>, Vec<usize>) {
        let next = next(standings, after, at_once);
        (next.start, next.skip)
    }

    #[test]
    fn starts_as_many_as_may_be_under_way() {
        assert_eq!(told(&[Waiting; 5], &[], 2), (vec![0, 1], vec![]));
        assert_eq!(told(&[Done, UnderWay, Waiting, Waiting], &[], 2), (vec![2], vec![]));
        assert_eq!(told(&[UnderWay, UnderWay, Waiting], &[], 2), (vec![], vec![]));
        assert_eq!(told(&[Failed, Waiting], &[], 1), (vec![1], vec![]));
    }

    #[test]
    fn an_item_waits_for_what_comes_before_it() {
        let after: [&[usize]; 3] = [&[], &[0], &[1]];
        assert_eq!(told(&[Waiting; 3], &after, 9), (vec![0], vec![]));
        assert_eq!(told(&[UnderWay, Waiting, Waiting], &after, 9), (vec![], vec![]));
        assert_eq!(told(&[Done, Waiting, Waiting], &after, 9), (vec![1], vec![]));
    }

    #[test]
    fn a_failure_takes_along_all_that_needed_it_and_nothing_else() {
        let after: [&[usize]; 4] = [&[], &[2], &[0], &[]];
        assert_eq!(told(&[Failed, Waiting, Waiting, Waiting], &after, 9), (vec![3], vec![2, 1]));
    }
    #[test]
    fn items_that_wait_for_each_other_do_not_wait_for_ever() {
        let after: [&[usize]; 3] = [&[1], &[0], &[]];
        assert_eq!(told(&[Waiting; 3], &after, 9), (vec![2], vec![]));
        assert_eq!(told(&[Waiting, Waiting, UnderWay], &after, 9), (vec![], vec![]));
        assert_eq!(told(&[Waiting, Waiting, Done], &after, 9), (vec![], vec![0, 1]));
        assert_eq!(told(&[Waiting], &[&[0]], 9), (vec![], vec![0]));
        assert_eq!(told(&[Waiting], &[], 0), (vec![0], vec![]), "a width of none would stand still");
    }
}
