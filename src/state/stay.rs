//! What is kept for as long as somebody stays in one project of one region, whatever page is shown.

use leptos::prelude::*;

/// The owner of what is kept.
///
/// One of its own: that of the place it is made in may be used again for the next stay, and then still holds
/// what was provided to it, though all in it has ended.
#[derive(Clone)]
pub struct Stay(Owner);

impl Stay {
    /// Keeps things from now on, until the current owner ends or begins anew.
    pub fn here() -> Self {
        Self(Owner::current().map(|owner| owner.child()).unwrap_or_default())
    }

    /// The one thing of its type that is kept, made when it is first asked for.
    pub fn keep<T: Clone + Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> T {
        self.0.with(|| {
            use_context().unwrap_or_else(|| {
                let made = make();
                provide_context(made.clone());
                made
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(owner: &Owner, value: u32) -> RwSignal<u32> {
        owner.with(|| {
            let stay: Stay = expect_context();
            stay.keep(|| RwSignal::new(value))
        })
    }

    fn arrive(owner: &Owner) {
        owner.with(|| provide_context(Stay::here()));
    }

    #[test]
    fn what_is_kept_is_made_anew_where_the_owner_is_used_again() {
        let owner = Owner::new();
        arrive(&owner);
        let first = kept(&owner, 1);
        assert_eq!(kept(&owner, 2).try_get_untracked(), Some(1));
        owner.cleanup();
        assert_eq!(first.try_get_untracked(), None);
        arrive(&owner);
        assert_eq!(kept(&owner, 2).try_get_untracked(), Some(2));
    }

    #[test]
    fn nothing_outlives_the_place_it_is_kept_in() {
        let owner = Owner::new();
        arrive(&owner);
        let first = kept(&owner, 1);
        drop(owner);
        assert_eq!(first.try_get_untracked(), None);
    }
}
