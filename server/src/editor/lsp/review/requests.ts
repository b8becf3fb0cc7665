/** The requests by which an editor reviews changes. */
import { RequestType } from "vscode-languageserver";
import { requests } from "../protocol.ts";
import { guarded, type Server } from "../server.ts";
import { reviewedRows } from "./counting.ts";
import type {
  ReviewedRowsParams,
  ReviewedRowsResult,
  ReviewedSqlParams,
  ReviewedSqlResult,
  ReviewParams,
  ReviewResult,
} from "./protocol.ts";
import { review, reviewedSql } from "./reviewing.ts";

const reviewType = new RequestType<ReviewParams, ReviewResult, void>(requests.review);
const reviewedSqlType = new RequestType<ReviewedSqlParams, ReviewedSqlResult, void>(requests.reviewedSql);

const reviewedRowsType = new RequestType<ReviewedRowsParams, ReviewedRowsResult, void>(requests.reviewedRows);

export function registerReviewRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(reviewType, (params, token) => review(server, params, token));
  connection.onRequest(reviewedRowsType, (params, token) => reviewedRows(server, params, token));
  connection.onRequest(
    reviewedSqlType,
    guarded<ReviewedSqlParams, ReviewedSqlResult>(
      server,
      "reviewedSql",
      { before: "", after: "" },
      (params) => reviewedSql(server, params),
    ),
  );
}
