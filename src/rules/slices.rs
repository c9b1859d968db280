//! Sorting that can be interrupted, so that the page stays alive while 100,000 rows are put in order.

use std::cmp::Ordering;

/// A stable merge sort in steps. What is in order already costs one look.
pub struct Sorting<T> {
    items: Vec<T>,
    merged: Vec<T>,
    /// How long the runs are that are in order.
    width: usize,
    left: usize,
    right: usize,
}

impl<T: Copy> Sorting<T> {
    /// Sorts these.
    pub fn new(items: Vec<T>) -> Self {
        let merged = Vec::with_capacity(items.len());
        Self { items, merged, width: 1, left: 0, right: 1 }
    }

    /// Places about `steps` items; true when all is in order.
    pub fn step(&mut self, steps: usize, compare: &dyn Fn(&T, &T) -> Ordering) -> bool {
        let count = self.items.len();
        let mut done = 0;
        while self.width < count {
            // The pair of runs that is being merged.
            let start = self.merged.len() / (2 * self.width) * (2 * self.width);
            let (middle, end) = ((start + self.width).min(count), (start + 2 * self.width).min(count));
            if self.merged.len() == start {
                (self.left, self.right) = (start, middle);
                if middle == end || compare(&self.items[middle - 1], &self.items[middle]) != Ordering::Greater
                {
                    self.merged.extend_from_slice(&self.items[start..end]);
                    (self.left, self.right) = (middle, end);
                    done += 1;
                }
            }
            while self.merged.len() < end && done < steps {
                let takes_right = self.left == middle
                    || (self.right < end
                        && compare(&self.items[self.left], &self.items[self.right]) == Ordering::Greater);
                let from = if takes_right { &mut self.right } else { &mut self.left };
                self.merged.push(self.items[*from]);
                *from += 1;
                done += 1;
            }
            if self.merged.len() == count {
                std::mem::swap(&mut self.items, &mut self.merged);
                self.merged.clear();
                self.width *= 2;
            }
            if done >= steps && self.width < count {
                return false;
            }
        }
        true
    }

    /// What was sorted.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(items: Vec<(u32, u32)>, steps: usize) -> (Vec<(u32, u32)>, usize) {
        let mut sorting = Sorting::new(items);
        let mut turns = 1;
        while !sorting.step(steps, &|a: &(u32, u32), b: &(u32, u32)| a.0.cmp(&b.0)) {
            turns += 1;
        }
        (sorting.into_items(), turns)
    }

    #[test]
    fn sorts_as_the_library_does_whatever_the_steps() {
        let mut seed = 7_u32;
        for count in [0, 1, 2, 3, 5, 8, 100, 1_000, 1_025] {
            let items: Vec<(u32, u32)> = (0..count)
                .map(|place| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 24, place)
                })
                .collect();
            let mut wanted = items.clone();
            wanted.sort_by_key(|item| item.0);
            for steps in [1, 7, 64, 100_000] {
                assert_eq!(sorted(items.clone(), steps).0, wanted, "{count} by {steps}");
            }
        }
    }

    #[test]
    fn rests_in_between_and_hurries_where_nothing_is_to_be_done() {
        let backwards = |n: u32| (0..n).map(|place| (n - place, place)).collect();
        assert!(sorted(backwards(1_000), 100).1 > 50);
        let forwards = (0..1_000).map(|place| (place, place)).collect();
        assert!(sorted(forwards, 100).1 < 20);
    }
}
