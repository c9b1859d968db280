//! Which records of a file are chosen for an import: a chain stays whole, because an incremental
//! backup without its parent cannot be restored.

use std::collections::BTreeSet;

/// Makes the choice whole after it has changed: with a record its parents are chosen, and with a
/// parent all that build on it are given up. `free` says which can be chosen at all.
pub fn whole_chains(
    parents: &[Option<usize>],
    free: impl Fn(usize) -> bool,
    before: &BTreeSet<usize>,
    chosen: &mut BTreeSet<usize>,
) {
    let given_up: BTreeSet<usize> = before.difference(chosen).copied().filter(|&at| free(at)).collect();
    if !given_up.is_empty() {
        let lost: Vec<usize> = chosen
            .iter()
            .copied()
            .filter(|&at| ancestors(parents, at).any(|up| given_up.contains(&up)))
            .collect();
        lost.iter().for_each(|at| {
            chosen.remove(at);
        });
    }
    let added: Vec<usize> = chosen.difference(before).copied().collect();
    for at in added {
        chosen.extend(ancestors(parents, at).filter(|&up| free(up)));
    }
}

/// The places of all that a record builds on, its parent first. Ends in a circle, too.
fn ancestors(parents: &[Option<usize>], at: usize) -> impl Iterator<Item = usize> {
    let up = |at: usize| parents.get(at).copied().flatten();
    std::iter::successors(up(at), move |&at| up(at)).take(parents.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 <- 1 <- 2, and 3 alone; 4 builds on itself.
    const PARENTS: [Option<usize>; 5] = [None, Some(0), Some(1), None, Some(4)];

    fn whole(before: &[usize], chosen: &[usize]) -> Vec<usize> {
        let mut chosen = chosen.iter().copied().collect();
        whole_chains(&PARENTS, |at| at != 4, &before.iter().copied().collect(), &mut chosen);
        chosen.into_iter().collect()
    }

    #[test]
    fn parents_come_along() {
        assert_eq!(whole(&[], &[2]), [0, 1, 2]);
        assert_eq!(whole(&[3], &[3, 1]), [0, 1, 3]);
        assert_eq!(whole(&[], &[3]), [3]);
    }

    #[test]
    fn what_builds_on_a_parent_goes_with_it() {
        assert_eq!(whole(&[0, 1, 2, 3], &[1, 2, 3]), [3]);
        assert_eq!(whole(&[0, 1, 2], &[0, 2]), [0]);
        assert_eq!(whole(&[0, 1, 2], &[0, 1]), [0, 1]);
        assert!(whole(&[0, 1, 2], &[]).is_empty());
    }

    #[test]
    fn a_circle_ends() {
        assert_eq!(whole(&[], &[4]), [4]);
    }
}
