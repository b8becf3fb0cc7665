/* What postgres can be asked for, by scripts/engineFunctions.ts. */
import type { FunctionList } from "../types.ts";

export const postgres: FunctionList = {
  source: "pg_proc of PostgreSQL 15.18 and its trusted extensions; newer names from the manual of 18",
  computes: `abbrev abs aclcontains acldefault aclexplode aclinsert aclremove acos acosd acosh age akeys any_value area armor array_agg
    array_append array_dims array_fill array_length array_lower array_ndims array_position array_positions array_prepend array_remove
    array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector array_upper
    ascii asin asind asinh atan atan2 atan2d atand atanh avals avg bit bit_and bit_count bit_length bit_or bit_xor bool bool_and
    bool_or bound_box box bpchar broadcast btean13cmp btequalimage btisbn13cmp btisbncmp btismn13cmp btismncmp btissn13cmp btissncmp
    btrim btupccmp btvarstrequalimage cardinality casefold cash_words cbrt ceil ceiling center char char_length character_length chr
    cidr circle citext citextsend clock_timestamp col_description concat concat_ws convert convert_from convert_to corr cos cosd cosh
    cot cotd count covar_pop covar_samp crc32 crc32c cube cube_dim cube_enlarge cube_inter cube_is_point cube_ll_coord cube_size
    cube_subset cube_union cube_ur_coord cume_dist current_database current_schema current_schemas current_user date date_add date_bin
    date_part date_subtract date_trunc datemultirange daterange dearmor decode decrypt decrypt_iv defined degrees dense_rank dexp
    diagonal diameter difference digest div dlog1 dlog10 dmetaphone dmetaphone_alt dround dtrunc each encode encrypt encrypt_iv
    enum_first enum_last enum_range erf erfc every exp extract factorial family first_value float4 float8 floor format format_type
    gamma gcd gen_random_bytes gen_random_uuid generate_series generate_subscripts get_bit get_byte get_current_ts_config
    getdatabaseencoding getpgusername has_any_column_privilege has_column_privilege has_database_privilege
    has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_parameter_privilege has_schema_privilege
    has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege hashean13 hashisbn
    hashisbn13 hashismn hashismn13 hashissn hashissn13 hashupc height hmac host hostmask hstore hstore_to_json hstore_to_json_loose
    hstore_to_jsonb hstore_to_jsonb_loose hstore_version_diag index inet_merge inet_same_family initcap int2 int4 int4inc
    int4multirange int4range int8 int8dec int8dec_any int8inc int8inc_any int8multirange int8range interval intset is_normalized
    is_valid isbn isbn13 isclosed isdefined isempty isexists isfinite ishorizontal ismn ismn13 isn_weak isopen isparallel isperp issn
    issn13 isvertical json_agg json_array json_array_elements json_array_elements_text json_array_length json_arrayagg
    json_build_array json_build_object json_each json_each_text json_exists json_extract_path json_extract_path_text json_object
    json_object_agg json_object_keys json_objectagg json_populate_record json_populate_recordset json_query json_scalar json_serialize
    json_strip_nulls json_table json_to_record json_to_recordset json_to_tsvector json_typeof json_value jsonb_agg
    jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text
    jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists
    jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz
    jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset jsonb_pretty
    jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof justify_days
    justify_hours justify_interval lag last_value lca lcm lead left length levenshtein levenshtein_less_equal lgamma like like_escape
    line ln log log10 lower lower_inc lower_inf lpad lseg ltree2text ltrim macaddr macaddr8 macaddr8_set7bit make_date make_interval
    make_time make_timestamp make_timestamptz make_valid makeaclitem masklen max md5 metaphone min min_scale mod mode money multirange
    mxid_age name nameconcatoid netmask network nlevel normal_rand normalize notlike now npoints nth_value ntile num_nonnulls
    num_nulls numeric numeric_div_trunc numeric_exp numeric_inc numeric_ln numeric_log numeric_sqrt nummultirange numnode numrange
    obj_description octet_length oid oidvectortypes overlaps overlay parse_ident path pclose percent_rank percentile_cont
    percentile_disc pg_column_size pg_input_is_valid pg_lsn pg_size_bytes pg_size_pretty pg_typeof pgp_armor_headers pgp_key_id
    pgp_pub_decrypt pgp_pub_decrypt_bytea pgp_sym_decrypt pgp_sym_decrypt_bytea phraseto_tsquery pi plainto_tsquery point polygon
    popen position pow power querytree quote_ident quote_literal quote_nullable radians radius random random_normal range_agg
    range_intersect_agg range_merge rank regclass regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
    regr_sxx regr_sxy regr_syy repeat replace reverse right round row_number row_to_json rpad rtrim scale seg_center seg_inter
    seg_lower seg_size seg_union seg_upper session_user set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512
    shobj_description show_limit show_trgm sign similar_escape similar_to_escape similarity sin sind sinh skeys slice slope sort
    sort_asc sort_desc soundex split_part sqrt statement_timestamp stddev stddev_pop stddev_samp strict_word_similarity string_agg
    string_to_array string_to_table strip strpos subarray subltree subpath substr substring sum svals system_user tan tand tanh
    tconvert text text2ltree text_soundex textlen time timeofday timestamp timestamptz timetz timezone to_ascii to_bin to_char to_date
    to_hex to_json to_jsonb to_number to_oct to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc
    to_regprocedure to_regrole to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim trim_array
    trim_scale trunc ts_debug ts_delete ts_filter ts_headline ts_lexize ts_parse ts_rank ts_rank_cd ts_token_type tsmultirange
    tsquery_phrase tsrange tstzmultirange tstzrange tsvector_to_array unaccent unicode_assigned unicode_version uniq unistr unnest upc
    upper upper_inc upper_inf uuid_extract_timestamp uuid_extract_version uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3
    uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500 uuidv4 uuidv7 var_pop var_samp varbit
    varchar variance version websearch_to_tsquery width width_bucket word_similarity xid xml xml_is_well_formed
    xml_is_well_formed_content xml_is_well_formed_document xmlagg xmlcomment xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi
    xmlroot xmlserialize xmltable xmltext xmlvalidate xpath xpath_exists`,
  refused: `amvalidate current_query gen_salt pgp_pub_encrypt pgp_pub_encrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea plpgsql_validator`,
  attributes: `amvalidate binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
    binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode
    binary_upgrade_set_next_multirange_array_pg_type_oid binary_upgrade_set_next_multirange_pg_type_oid
    binary_upgrade_set_next_pg_authid_oid binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid
    binary_upgrade_set_next_pg_type_oid binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode
    binary_upgrade_set_record_init_privs brin_summarize_new_values crosstab crosstab2 crosstab3 crosstab4 current_setting currval
    gen_salt gin_clean_pending_list lo_close lo_creat lo_create lo_get lo_import lo_oid lo_tell lo_tell64 lo_unlink nextval
    pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_shared pg_advisory_xact_lock
    pg_advisory_xact_lock_shared pg_backup_start pg_backup_stop pg_blocking_pids pg_cancel_backend pg_collation_actual_version
    pg_collation_for pg_collation_is_visible pg_column_compression pg_conversion_is_visible pg_create_physical_replication_slot
    pg_create_restore_point pg_current_logfile pg_database_collation_actual_version pg_database_size pg_drop_replication_slot
    pg_encoding_max_length pg_extension_update_paths pg_function_is_visible pg_get_constraintdef pg_get_function_arguments
    pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody pg_get_functiondef pg_get_multixact_members
    pg_get_partition_constraintdef pg_get_partkeydef pg_get_publication_tables pg_get_replica_identity_index pg_get_ruledef
    pg_get_statisticsobjdef pg_get_statisticsobjdef_columns pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_userbyid
    pg_get_viewdef pg_import_system_collations pg_indexes_size pg_is_other_temp_schema pg_log_backend_memory_contexts pg_ls_dir
    pg_ls_replslotdir pg_ls_tmpdir pg_mcv_list_items pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible
    pg_options_to_table pg_partition_ancestors pg_partition_root pg_partition_tree pg_promote pg_read_binary_file pg_read_file
    pg_relation_filenode pg_relation_filepath pg_relation_is_publishable pg_relation_size pg_replication_origin_create
    pg_replication_origin_drop pg_replication_origin_oid pg_replication_origin_session_progress pg_replication_origin_session_setup
    pg_safe_snapshot_blocking_pids pg_sequence_last_value pg_sequence_parameters pg_settings_get_flags pg_sleep pg_sleep_for
    pg_sleep_until pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin pg_stat_file pg_statistics_obj_is_visible pg_table_is_visible
    pg_table_size pg_tablespace_databases pg_tablespace_location pg_tablespace_size pg_terminate_backend pg_total_relation_size
    pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
    pg_ts_config_is_visible pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_walfile_name
    pg_walfile_name_offset pg_xact_commit_timestamp pg_xact_commit_timestamp_origin pg_xact_status plpgsql_validator
    row_security_active set_limit setseed txid_snapshot_xip txid_snapshot_xmax txid_snapshot_xmin txid_status`,
  relations: `pg_aggregate pg_am pg_amop pg_amproc pg_attrdef pg_attribute pg_auth_members pg_authid pg_available_extension_versions
    pg_available_extensions pg_backend_memory_contexts pg_cast pg_class pg_collation pg_config pg_constraint pg_conversion pg_cursors
    pg_database pg_db_role_setting pg_default_acl pg_depend pg_description pg_enum pg_event_trigger pg_extension pg_file_settings
    pg_foreign_data_wrapper pg_foreign_server pg_foreign_table pg_group pg_hba_file_rules pg_ident_file_mappings pg_index pg_indexes
    pg_inherits pg_init_privs pg_language pg_largeobject pg_largeobject_metadata pg_locks pg_matviews pg_namespace pg_opclass
    pg_operator pg_opfamily pg_parameter_acl pg_partitioned_table pg_policies pg_policy pg_prepared_statements pg_prepared_xacts
    pg_proc pg_publication pg_publication_namespace pg_publication_rel pg_publication_tables pg_range pg_replication_origin
    pg_replication_origin_status pg_replication_slots pg_rewrite pg_roles pg_rules pg_seclabel pg_seclabels pg_sequence pg_sequences
    pg_settings pg_shadow pg_shdepend pg_shdescription pg_shmem_allocations pg_shseclabel pg_stat_activity pg_stat_all_indexes
    pg_stat_all_tables pg_stat_archiver pg_stat_bgwriter pg_stat_database pg_stat_database_conflicts pg_stat_gssapi
    pg_stat_progress_analyze pg_stat_progress_basebackup pg_stat_progress_cluster pg_stat_progress_copy pg_stat_progress_create_index
    pg_stat_progress_vacuum pg_stat_recovery_prefetch pg_stat_replication pg_stat_replication_slots pg_stat_slru pg_stat_ssl
    pg_stat_subscription pg_stat_subscription_stats pg_stat_sys_indexes pg_stat_sys_tables pg_stat_user_functions pg_stat_user_indexes
    pg_stat_user_tables pg_stat_wal pg_stat_wal_receiver pg_stat_xact_all_tables pg_stat_xact_sys_tables pg_stat_xact_user_functions
    pg_stat_xact_user_tables pg_statio_all_indexes pg_statio_all_sequences pg_statio_all_tables pg_statio_sys_indexes
    pg_statio_sys_sequences pg_statio_sys_tables pg_statio_user_indexes pg_statio_user_sequences pg_statio_user_tables pg_statistic
    pg_statistic_ext pg_statistic_ext_data pg_stats pg_stats_ext pg_stats_ext_exprs pg_subscription pg_subscription_rel pg_tables
    pg_tablespace pg_timezone_abbrevs pg_timezone_names pg_transform pg_trigger pg_ts_config pg_ts_config_map pg_ts_dict pg_ts_parser
    pg_ts_template pg_type pg_user pg_user_mapping pg_user_mappings pg_views`,
};
