//! What is asked of the cloud: the bodies of writes.
