//! A panel for OpenStack volume backups.
//!
//! Data flows one way: `pages -> features -> {components, state} -> {rules, api} -> model`.
//! ARCHITECTURE.md says what each folder is for; `tests/layers.rs` holds the code to it.

pub mod model {
    //! What the cloud says.
    pub mod backup;
    pub mod backup_set;
    pub mod backup_set_row;
    pub mod fault;
    pub mod identity;
    pub mod ids;
    pub mod json;
    pub mod json_slices;
    pub mod json_value;
    pub mod listing;
    pub mod message;
    pub mod microversion;
    pub mod quota;
    pub mod record;
    pub mod requests;
    pub mod service;
    pub mod status;
    pub mod units;
    pub mod unread;
    pub mod volume;
}

pub mod api {
    //! How to ask: endpoints as values, a client, and one file that knows the browser.
    pub mod backup_actions;
    pub mod backups;
    pub mod browser;
    pub mod capabilities;
    pub mod catalog;
    pub mod client;
    pub mod endpoint;
    pub mod fault_body;
    pub mod identity;
    pub mod listing;
    pub mod messages;
    pub mod request;
    pub mod services;
    pub mod transport;
    pub mod versions;
    pub mod volumes;
}

pub mod rules {
    //! What may be done: pure functions over the model.
    pub mod absence;
    pub mod advice;
    pub mod backup_edit;
    pub mod backup_fields;
    pub mod base64;
    pub mod capability;
    pub mod chains;
    pub mod checksum;
    pub mod commands;
    pub mod commands_curl;
    pub mod commands_line;
    pub mod create_form;
    pub mod decoded_record;
    pub mod deed;
    pub mod delete_plan;
    pub mod diagnosis;
    pub mod diagnosis_faults;
    pub mod diagnosis_version;
    pub mod filters;
    pub mod finding;
    pub mod follow;
    pub mod import_choice;
    pub mod import_plan;
    pub mod list_view;
    pub mod metadata_fields;
    pub mod name_template;
    pub mod needle;
    pub mod parents;
    pub mod polling;
    pub mod probe;
    pub mod queue;
    pub mod quota;
    pub mod record_file;
    pub mod record_text;
    pub mod remedy;
    pub mod restore_form;
    pub mod slices;
    pub mod trace;
    pub mod verdict;
    pub mod walk;
    pub mod web_address;
    pub mod whole_file;
    pub mod whole_filter;
    pub mod whole_groups;
    pub mod whole_order;
}

pub mod state {
    //! When to ask, and what is held: signals, no views.
    pub mod address;
    pub mod attempt;
    pub mod backup_detail;
    pub mod backup_list;
    pub mod beside;
    pub mod chosen;
    pub mod clock;
    pub mod config;
    mod config_reading;
    pub mod counts;
    pub mod create;
    pub mod create_many;

    pub mod deletion;
    pub mod dialogs;
    pub mod doctor;
    pub mod doctor_probes;
    pub mod events;
    pub mod export;
    pub mod follower;
    pub mod fresh_backup;
    pub mod given_token;
    pub mod host;
    pub mod identity_address;
    pub mod import;
    pub mod import_look;
    pub mod import_run;
    pub mod import_targets;
    pub mod left_list;
    pub mod list;
    pub mod list_face;
    pub mod names;
    pub mod news;
    pub mod on_screen;
    pub mod operation;
    pub mod operations;
    pub mod panel;
    pub mod policy;
    pub mod poller;
    pub mod preferences;
    pub mod query;
    pub mod quota;
    pub mod readers;
    pub mod restore;
    pub mod revocation;
    pub mod route;
    pub mod row_signals;
    pub mod runner;
    pub mod scope;
    pub mod selection;
    pub mod service_health;
    pub mod session;
    pub mod session_requests;
    pub mod session_steps;
    pub mod sessionless;
    pub mod siblings;
    pub mod sign_in;
    pub mod sign_in_failure;
    pub mod slice;
    pub mod sso;
    pub mod stay;
    pub mod storage;
    pub mod submission;
    pub mod tasks;
    pub mod turns;
    pub mod volume_lists;
    pub mod volume_picker;
    pub mod whole_list;
    pub mod whole_question;
    pub mod whole_reading;
    pub mod whole_set;
    pub mod whole_source;
    pub mod whole_view;
    mod whole_work;
}

pub mod text {
    //! What it says to people.
    pub mod actions;
    pub mod advice;
    pub mod commands;
    pub mod create;
    pub mod delete;
    pub mod detail;
    pub mod doctor;
    pub mod doctor_faults;
    pub mod doctor_report;
    pub mod edit;
    pub mod faults;
    pub mod intl;
    pub mod listing;
    pub mod operations;
    pub mod phrase;
    pub mod records;
    pub mod reset;
    pub mod restore;
    pub mod service;
    pub mod shell;
    pub mod sign_in;
    pub mod transfer;
    pub mod verdicts;
    pub mod volume_picker;
    pub mod whole;
}

pub mod app;
pub mod doctor_part;
pub mod embed;
pub mod gate;
pub mod other_pages;
pub mod provided;
pub mod reactive;

pub mod components {
    //! Props in, callbacks out; they know no domain noun.
    pub mod badge;
    pub mod button;
    pub mod button_view;
    pub mod check;
    pub mod chips;
    pub mod chunk;
    pub mod code;
    pub mod copied;
    pub mod copy;
    pub mod definition_list;
    pub mod dialog;
    pub mod dom;
    pub mod download;
    pub mod error_panel;
    pub mod feedback;
    pub mod field;
    pub mod field_control;
    pub mod file_drop;
    pub mod focus;
    pub mod follow_scroll;
    pub mod frame;
    pub mod icon;
    pub mod ids;
    pub mod keyed;
    pub mod keyed_view;
    pub mod lasting;
    pub mod latch;
    pub mod layout;
    pub mod menu;
    pub mod menu_item;
    pub mod menu_panel;
    pub mod meter;
    pub mod pagination;
    pub mod popover;
    pub mod radio;
    pub mod save_file;
    pub mod table;
    pub mod table_arrange;
    pub mod table_column;
    pub mod table_focus;
    pub mod table_head;
    pub mod table_keys;
    pub mod table_menu;
    pub mod table_row;
    pub mod table_selection;
    pub mod table_state;
    pub mod table_viewport;
    pub mod table_window;
    pub mod tone;
    pub mod tooltip;
}

pub mod features {
    //! Domain widgets: state and rules, shown with components.
    pub mod admin_dialogs;
    pub mod backup_actions;
    pub mod backup_brief;
    pub mod backup_cell;
    pub mod backup_chain;
    pub mod backup_columns;
    pub mod backup_detail;
    pub mod backup_failure;
    pub mod backup_json;
    pub mod backup_list;
    pub mod backup_metadata;
    pub mod backup_properties;
    pub mod backup_rows;
    pub mod backup_selection;
    pub mod backup_surroundings;
    pub mod banner;
    pub mod cells;
    pub mod choose_scope;
    pub mod command_view;
    pub mod create_dialog;
    pub mod create_facts;
    pub mod create_fields;
    pub mod create_many;
    pub mod create_rows;
    pub mod delete_dialog;
    pub mod dialogs;
    pub mod doctor;
    pub mod doctor_checks;
    pub mod doctor_diagnosis;
    pub mod doctor_link;
    pub mod edit_dialog;
    pub mod error_view;
    pub mod export_dialog;
    pub mod filter_bar;
    pub mod form_dialog;
    pub mod host_session;
    pub mod import_dialog;
    pub mod import_give;
    pub mod import_groups;
    pub mod import_result;
    pub mod import_table;
    pub mod links;
    pub mod list_frame;
    pub mod list_rows;
    pub mod list_surroundings;
    pub mod list_toolbar;
    pub mod main_navigation;
    pub mod menus;
    pub mod metadata_fields;
    pub mod operation_item;
    pub mod operation_list;
    pub mod operation_notices;
    pub mod operation_state;
    pub mod pager;
    pub mod part_missing;
    pub mod policy_verdict;
    pub mod proof_fields;
    pub mod quota_meters;
    pub mod quota_use;
    pub mod record_view;
    pub mod restore_chain;
    pub mod restore_dialog;
    pub mod restore_into;
    pub mod restore_new;
    pub mod restore_results;
    pub mod second_step;
    pub mod selection_bar;
    pub mod service_health;
    pub mod sign_in_again;
    pub mod sign_in_failure;
    pub mod sign_in_form;
    pub mod snapshot_list;
    pub mod status_badge;
    pub mod status_filter;
    pub mod times;
    pub mod volume_list;
    pub mod volume_picker;
    pub mod whole_export;
    pub mod whole_filters;
    pub mod whole_groups;
    pub mod whole_list;
    pub mod whole_progress;
}

pub mod pages {
    //! A heading and features each.
    pub mod all_backups;
    pub mod backup;
    pub mod backups;
    pub mod doctor;
    pub mod kind;
    pub mod operations;
    pub mod sign_in;
    pub mod snapshots;
    pub mod unknown;
    pub mod volumes;
}
