/**
 * Functions that no engine here can be asked for, from the vendors' manuals: as sql-formatter lists them, and below that what is newer
 * or was left out. Names that reach outside are left to `forbiddenFunctions.ts`, which is asked for each.
 */
import type { DialectName } from "../../server/src/sql/types.ts";
import { type Functions, sorted } from "./answer.ts";

const words = (text: string): string[] => text.trim().split(/\s+/);

/** https://www.postgresql.org/docs/18/functions.html: what 16, 17 and 18 added. */
export const newerPostgres =
  words(`any_value array_reverse array_sample array_shuffle array_sort casefold crc32 crc32c date_add
  date_subtract erf erfc gamma json_exists json_query json_scalar json_serialize json_table json_value json_array json_arrayagg
  json_object json_objectagg lgamma random_normal range_agg system_user to_bin to_oct unicode_assigned unicode_version
  uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7 xmltext pg_input_is_valid reverse`);

/** What its grammar makes of functions with other names. */
export const postgresGrammar =
  words(`extract overlay position substring trim normalize xmlconcat xmlelement xmlforest xmlparse xmlpi
  xmlroot xmlserialize xmlexists xmltable`);

/** https://trino.io/docs/current/functions.html: what the grammar has, so that `show functions` has it not. */
export const trinoGrammar =
  words(`try fail json_array json_exists json_object json_query json_table json_value listagg grouping position
  trim normalize`);

/** https://docs.databricks.com/en/sql/language-manual/sql-ref-functions-builtin-alpha.html: what Spark has not. */
export const databricksOnly =
  words(`approx_top_sum array_agg charindex contains dateadd date_add datediff date_diff decode endswith equal_null
  getdate iff is_account_group_member is_member h3_boundaryasgeojson h3_boundaryaswkb h3_boundaryaswkt h3_centeraswkb h3_centerasgeojson
  h3_centeraswkt h3_compact h3_coverash3 h3_coverash3string h3_distance h3_h3tostring h3_hexring h3_ischildof h3_ispentagon h3_isvalid
  h3_kring h3_kringdistances h3_longlatash3 h3_longlatash3string h3_maxchild h3_minchild h3_pointash3 h3_pointash3string
  h3_polyfillash3 h3_polyfillash3string h3_resolution h3_stringtoh3 h3_tochildren h3_toparent h3_try_polyfillash3 h3_uncompact
  h3_validate schema_of_json_agg st_area st_asbinary st_asewkb st_asgeojson st_astext st_aswkb st_aswkt st_buffer st_centroid
  st_contains st_convexhull st_covers st_difference st_dimension st_disjoint st_distance st_distancesphere st_distancespheroid
  st_dwithin st_endpoint st_equals st_geogfromgeojson st_geogfromtext st_geogfromwkt st_geohash st_geometryn st_geometrytype
  st_geomfromgeohash st_geomfromgeojson st_geomfromtext st_geomfromwkt st_intersection st_intersects st_isempty st_isvalid st_length
  st_makeline st_makepolygon st_npoints st_numgeometries st_perimeter st_point st_pointfromgeohash st_pointn st_rotate st_scale
  st_simplify st_startpoint st_touches st_transform st_translate st_union st_within st_x st_xmax st_xmin st_y st_ymax st_ymin
  timediff timestampadd timestampdiff to_geography to_geometry to_varchar try_add try_cast try_to_geography try_to_geometry
  variant_explode variant_get`);

const supplements: Readonly<Partial<Record<DialectName, readonly string[]>>> = {
  // https://docs.snowflake.com/en/sql-reference/functions-all
  snowflake:
    words(`array_distinct array_except array_flatten array_generate_range array_max array_min array_remove array_remove_at
    array_reverse array_sort arrays_to_object arrays_zip bitmap_and_agg ceiling character_length char_length cot current_organization_name
    dayofmonth dayofweek_iso daysago div0null dayname date_add date_diff datediff_big filter reduce transform getdate h3_cell_to_boundary
    h3_cell_to_children h3_cell_to_children_string h3_cell_to_parent h3_cell_to_point h3_compact_cells h3_compact_cells_strings
    h3_coverage h3_coverage_strings h3_get_resolution h3_grid_disk h3_grid_distance h3_grid_path h3_int_to_string h3_is_pentagon
    h3_is_valid_cell h3_latlng_to_cell h3_latlng_to_cell_string h3_point_to_cell h3_point_to_cell_string h3_polygon_to_cells
    h3_polygon_to_cells_strings h3_string_to_int h3_try_coverage h3_uncompact_cells is_null_value last_value localtimestamp map_cat
    map_contains_key map_delete map_insert map_keys map_pick map_size max_by min_by md5_number nvl2 object_agg
    regexp_extract_all sha2 st_buffer st_geogfromtext st_geogfromwkb st_geogfromwkt st_geographyfromtext st_geometryfromtext
    st_geomfromtext st_geomfromwkb st_geomfromwkt st_interpolate st_isvalid st_transform strtok sum systimestamp
    time_from_parts timefromparts date_from_parts datefromparts timestamp_from_parts timestamp_ltz_from_parts timestamp_ntz_from_parts
    timestamp_tz_from_parts timestampfromparts timestampltzfromparts timestampntzfromparts timestamptzfromparts to_timestamp_ltz
    try_to_array try_to_object try_to_variant try_to_date try_to_decfloat to_decfloat unpivot vector_avg vector_cosine_similarity
    vector_inner_product vector_l1_distance vector_l2_distance vector_max vector_min vector_sum week_iso yearofweek year_of_week
    day_of_week regr_count conditional_true_event table array_construct bitand_agg bitxor_agg hex_encode to_vector
    convert_timezone months_between lower upper rlike ilike like position nullif try_cast cast split_to_table flatten generator`),
  // https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all
  bigquery:
    words(`array_avg array_find array_find_all array_filter array_first array_first_n array_includes array_includes_all
    array_includes_any array_is_distinct array_last array_last_n array_max array_min array_slice array_sum array_transform bag_of_words
    bool cbrt collate cosine_distance cot coth csc csch date_bucket datetime_bucket deterministic_decrypt_bytes
    deterministic_decrypt_string deterministic_encrypt dot_product edit_distance euclidean_distance float32 float64 generate_range_array
    grouping hll_count.extract hll_count.init hll_count.merge hll_count.merge_partial int64 is_first is_last json_array json_array_append json_array_insert
    json_flatten json_keys json_object json_remove json_set json_strip_nulls json_type kll_quantiles.extract_float64
    kll_quantiles.extract_int64 kll_quantiles.extract_point_float64 kll_quantiles.extract_point_int64 kll_quantiles.init_float64
    kll_quantiles.init_int64 kll_quantiles.merge_float64 kll_quantiles.merge_int64 kll_quantiles.merge_partial
    kll_quantiles.merge_point_float64 kll_quantiles.merge_point_int64 lax_bool lax_float64 lax_int64 lax_string max_by min_by parse_json
    percentile_cont range range_contains range_end range_intersect range_overlaps range_sessionize range_start regexp_extract_all
    safe_to_json search sec sech st_geogfromkml st_hausdorffdistance st_hausdorffdwithin st_isclosed st_isring st_lineinterpolatepoint
    st_linelocatepoint st_linesubstring struct text_analyze tf_idf timestamp_bucket to_json typeof unix_date unnest uint32 uint64`),
  // https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html
  redshift:
    words(`array array_contains array_distinct array_except array_intersect array_positions array_position array_union date_diff date_add
    get_number_attributes h3_boundary h3_center h3_fromlonglat h3_frompoint h3_isvalid h3_polyfill h3_resolution h3_todistance
    h3_tochildren h3_toparent json_size lower_attribute_names object object_transform upper_attribute_names size median
    st_buffer st_geogfromtext st_geogfromwkb st_geohash st_geomfromgeohash st_geomfromgeojson st_intersection st_lengthsphere
    st_pointfromgeohash st_simplify st_transform st_union try_cast dayname monthname monthly nvl2 textlen to_varbyte from_varbyte
    from_hex varbyte getbit intersect bit_count parse_json try_parse_json reverse`),
};

const manuals: Readonly<Record<"snowflake" | "bigquery" | "redshift", string>> = {
  snowflake: "Snowflake's manual",
  bigquery: "BigQuery's manual",
  redshift: "Redshift's manual, and Postgres' own functions",
};

/** In: the dialect, and names that it takes from elsewhere. */
export async function documented(
  dialect: keyof typeof manuals,
  more: readonly string[] = [],
): Promise<Functions> {
  const file = `../../node_modules/sql-formatter/dist/esm/languages/${dialect}/${dialect}.functions.js`;
  const module: unknown = await import(new URL(file, import.meta.url).href);
  const lists = Object.values(module as Record<string, readonly string[]>);
  const names = [...lists.flat(), ...(supplements[dialect] ?? []), ...more];
  return {
    source: manuals[dialect],
    ...sorted(
      dialect,
      names.map((name) => ({ name: name.trim(), computes: true })),
    ),
  };
}
