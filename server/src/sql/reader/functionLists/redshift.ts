/* What redshift can be asked for, by scripts/engineFunctions.ts. */
import type { FunctionList } from "../types.ts";

export const redshift: FunctionList = {
  source: "Redshift's manual, and Postgres' own functions",
  computes: `abbrev abs aclcontains acldefault aclexplode aclinsert aclremove acos acosd acosh add_months addbbox age akeys any_value area
    armor array array_agg array_append array_concat array_contains array_dims array_distinct array_except array_fill array_flatten
    array_intersect array_length array_lower array_ndims array_position array_positions array_prepend array_remove array_replace
    array_reverse array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector array_union array_upper ascii
    asin asind asinh atan atan2 atan2d atand atanh avals avg bit bit_and bit_count bit_length bit_or bit_xor bool bool_and bool_or
    bound_box box bpchar bpcharcmp broadcast btean13cmp btequalimage btisbn13cmp btisbncmp btismn13cmp btismncmp btissn13cmp btissncmp
    btrim bttext_pattern_cmp btupccmp btvarstrequalimage cardinality casefold cash_words cast cbrt ceil ceiling center
    change_query_priority change_session_priority change_user_priority char char_length character_length charindex checksum chr cidr
    circle citext citextsend clock_timestamp coalesce col_description collate concat concat_ws convert convert_from convert_timezone
    convert_to corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cube cube_dim cube_enlarge cube_inter cube_is_point
    cube_ll_coord cube_size cube_subset cube_union cube_ur_coord cume_dist current_aws_account current_database current_date
    current_namespace current_schema current_schemas current_time current_timestamp current_user current_user_id date date_add
    date_bin date_cmp date_cmp_timestamp date_cmp_timestamptz date_diff date_part date_part_year date_subtract date_trunc dateadd
    datediff datemultirange daterange dayname dearmor decimal_precision decimal_scale decode decrypt decrypt_iv defined degrees
    dense_rank dexp diagonal diameter difference digest div dlog1 dlog10 dmetaphone dmetaphone_alt dropbbox dround dtrunc each encode
    encrypt encrypt_iv enum_first enum_last enum_range erf erfc every exp explain_model extract factorial family first_value float4
    float8 floor fnv_hash format format_type from_hex from_varbyte func_sha1 gamma gcd gen_random_bytes gen_random_uuid
    generate_series generate_subscripts geometrytype get_array_length get_bit get_byte get_current_ts_config get_number_attributes
    getbit getdatabaseencoding getdate getpgusername greatest h3_boundary h3_center h3_fromlonglat h3_frompoint h3_isvalid h3_polyfill
    h3_resolution h3_tochildren h3_todistance h3_toparent has_any_column_privilege has_assumerole_privilege has_column_privilege
    has_database_privilege has_foreign_data_wrapper_privilege has_function_privilege has_language_privilege has_parameter_privilege
    has_schema_privilege has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege has_type_privilege
    hashean13 hashisbn hashisbn13 hashismn hashismn13 hashissn hashissn13 hashupc height hll hll_cardinality hll_combine
    hll_create_sketch hmac host hostmask hstore hstore_to_json hstore_to_json_loose hstore_to_jsonb hstore_to_jsonb_loose
    hstore_version_diag index inet_merge inet_same_family initcap int2 int4 int4inc int4multirange int4range int8 int8dec int8dec_any
    int8inc int8inc_any int8multirange int8range intersect interval interval_cmp intset is_array is_bigint is_boolean is_char
    is_decimal is_float is_integer is_normalized is_object is_scalar is_smallint is_valid is_valid_json is_valid_json_array is_varchar
    isbn isbn13 isclosed isdefined isempty isexists isfinite ishorizontal ismn ismn13 isn_weak isopen isparallel isperp issn issn13
    isvertical json_agg json_array json_array_elements json_array_elements_text json_array_length json_arrayagg json_build_array
    json_build_object json_each json_each_text json_exists json_extract_array_element_text json_extract_path json_extract_path_text
    json_object json_object_agg json_object_keys json_objectagg json_parse json_populate_record json_populate_recordset json_query
    json_scalar json_serialize json_size json_strip_nulls json_table json_to_record json_to_recordset json_to_tsvector json_typeof
    json_value jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object
    jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_agg jsonb_object_keys
    jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array
    jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record
    jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset
    jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lag last_day last_value lca lcm lead least left len
    length levenshtein levenshtein_less_equal lgamma like like_escape line listagg ln log log10 lower lower_attribute_names lower_inc
    lower_inf lpad lseg ltree2text ltrim macaddr macaddr8 macaddr8_set7bit make_date make_interval make_time make_timestamp
    make_timestamptz make_valid makeaclitem masklen max md5 median metaphone min min_scale mod mode money monthly monthname
    months_between multirange mxid_age name nameconcatoid netmask network next_day nlevel normal_rand normalize notlike now npoints
    nth_value ntile nullif num_nonnulls num_nulls numeric numeric_div_trunc numeric_exp numeric_inc numeric_ln numeric_log
    numeric_sqrt nummultirange numnode numrange nvl nvl2 obj_description object object_transform octet_length octetindex oid
    oidvectortypes overlaps overlay parse_ident parse_json path pclose percent_rank percentile_cont percentile_disc pg_column_size
    pg_input_is_valid pg_lsn pg_size_bytes pg_size_pretty pg_typeof pgp_armor_headers pgp_key_id pgp_pub_decrypt pgp_pub_decrypt_bytea
    pgp_sym_decrypt pgp_sym_decrypt_bytea phraseto_tsquery pi plainto_tsquery point polygon popen position pow power querytree
    quote_ident quote_literal quote_nullable radians radius random random_normal range_agg range_intersect_agg range_merge rank
    ratio_to_report reboot_cluster regclass regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
    regr_sxx regr_sxy regr_syy repeat replace replicate reverse right round row_number row_to_json rpad rtrim scale seg_center
    seg_inter seg_lower seg_size seg_union seg_upper session_user set_bit set_byte set_masklen setweight sha sha1 sha2 sha224 sha256
    sha384 sha512 shobj_description show_limit show_trgm sign similar_escape similar_to_escape similarity sin sind sinh size skeys
    slice slice_num slope sort sort_asc sort_desc soundex split_part split_to_array sqrt st_addpoint st_angle st_area st_asbinary
    st_asewkb st_asewkt st_asgeojson st_astext st_azimuth st_boundary st_buffer st_collect st_contains st_containsproperly
    st_convexhull st_coveredby st_covers st_crosses st_dimension st_disjoint st_distance st_distancesphere st_dwithin st_endpoint
    st_envelope st_equals st_exteriorring st_force2d st_force3d st_force3dm st_force3dz st_force4d st_geogfromtext st_geogfromwkb
    st_geohash st_geometryn st_geometrytype st_geomfromewkb st_geomfromewkt st_geomfromgeohash st_geomfromgeojson st_geomfromtext
    st_geomfromwkb st_interiorringn st_intersection st_intersects st_isclosed st_iscollection st_isempty st_ispolygonccw
    st_ispolygoncw st_issimple st_isvalid st_length st_length2d st_lengthsphere st_linefrommultipoint st_lineinterpolatepoint st_m
    st_makeenvelope st_makeline st_makepoint st_makepolygon st_memsize st_mmax st_mmin st_multi st_ndims st_npoints st_nrings
    st_numgeometries st_numinteriorrings st_numpoints st_perimeter st_perimeter2d st_point st_pointfromgeohash st_pointn st_points
    st_polygon st_removepoint st_reverse st_setpoint st_setsrid st_simplify st_srid st_startpoint st_touches st_transform st_union
    st_within st_x st_xmax st_xmin st_y st_ymax st_ymin st_z st_zmax st_zmin statement_timestamp stddev stddev_pop stddev_samp
    strict_word_similarity string_agg string_to_array string_to_table strip strpos strtol subarray subltree subpath substr substring
    sum supportsbbox svals sysdate system_user tan tand tanh tconvert text text2ltree text_soundex text_to_int_alt text_to_numeric_alt
    textlen time timeofday timestamp timestamp_cmp timestamp_cmp_date timestamp_cmp_timestamptz timestamptz timestamptz_cmp
    timestamptz_cmp_date timestamptz_cmp_timestamp timetz timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number
    to_oct to_regclass to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole to_regtype
    to_timestamp to_tsquery to_tsvector to_varbyte transaction_timestamp translate trim trim_array trim_scale trunc try_cast
    try_parse_json ts_debug ts_delete ts_filter ts_headline ts_lexize ts_parse ts_rank ts_rank_cd ts_token_type tsmultirange
    tsquery_phrase tsrange tstzmultirange tstzrange tsvector_to_array unaccent unicode_assigned unicode_version uniq unistr unnest upc
    upper upper_attribute_names upper_inc upper_inf user uuid_extract_timestamp uuid_extract_version uuid_generate_v1
    uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil uuid_ns_dns uuid_ns_oid uuid_ns_url uuid_ns_x500
    uuidv4 uuidv7 var_pop var_samp varbit varbyte varchar variance version websearch_to_tsquery width width_bucket word_similarity xid
    xml xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlagg xmlcomment xmlconcat xmlelement xmlexists
    xmlforest xmlparse xmlpi xmlroot xmlserialize xmltable xmltext xmlvalidate xpath xpath_exists`,
};
