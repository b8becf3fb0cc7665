/* From the engines' own catalogs by scripts/engineFunctions.ts. */
import type { EngineFunctions } from "./types.ts";

export const engineFunctions = {
  duckdb: {
    version: "v1.5.5",
    rows: `generate_subscripts regexp_split_to_table unlist unnest`,
    aggregates: `any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last arg_min
    arg_min_null arg_min_nulls_last argmax argmin array_agg avg bit_and bit_or bit_xor bitstring_agg bool_and bool_or corr count
    count_if count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value fsum group_concat
    histogram histogram_exact kahan_sum kurtosis kurtosis_pop lag last last_value lead list listagg mad max max_by mean median min
    min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank rank_dense regr_avgx regr_avgy
    regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile row_number sem skewness stddev
    stddev_pop stddev_samp string_agg sum sum_no_overflow sumkahan var_pop var_samp variance`,
    windows: ``,
    eachCall: `gen_random_uuid random uuid uuidv4 uuidv7`,
    eachRun: `ago current_catalog current_database current_date current_schema current_schemas current_time current_timestamp get_current_time
    get_current_timestamp in_search_path localtime localtimestamp now today transaction_timestamp txid_current`,
  },
  postgres: {
    version: "15.18 (Debian 15.18-0+deb12u1)",
    rows: `aclexplode each generate_series generate_subscripts json_array_elements json_array_elements_text json_each json_each_text
    json_object_keys json_populate_recordset json_to_recordset jsonb_array_elements jsonb_array_elements_text jsonb_each
    jsonb_each_text jsonb_object_keys jsonb_path_query jsonb_path_query_tz jsonb_populate_recordset jsonb_to_recordset normal_rand
    pgp_armor_headers regexp_matches regexp_split_to_table skeys string_to_table svals ts_debug ts_parse ts_token_type unnest`,
    aggregates: `array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist dense_rank every json_agg
    json_object_agg jsonb_agg jsonb_object_agg max min mode percent_rank percentile_cont percentile_disc range_agg range_intersect_agg
    rank regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp
    string_agg sum var_pop var_samp variance xmlagg`,
    windows: `cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number`,
    eachCall: `clock_timestamp gen_random_bytes gen_random_uuid random timeofday uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4`,
    eachRun: `now statement_timestamp transaction_timestamp`,
  },
} as const satisfies Record<string, EngineFunctions>;
