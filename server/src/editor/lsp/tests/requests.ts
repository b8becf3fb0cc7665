/** The requests by which an editor lists and runs tests. */
import { RequestType } from "vscode-languageserver";
import { requests } from "../protocol.ts";
import { guarded, type Server } from "../server.ts";
import { listChecks, listTests } from "./listing.ts";
import { exampleOfRow } from "./makingExample.ts";
import type {
  ChecksParams,
  MakeExampleParams,
  MakeExampleResult,
  RunTestsParams,
  RunTestsResult,
  TestCheck,
  TestsParams,
  TestsResult,
} from "./protocol.ts";
import { runChecks } from "./running.ts";

const testsType = new RequestType<TestsParams, TestsResult | null, void>(requests.tests);
const checksType = new RequestType<ChecksParams, readonly TestCheck[], void>(requests.checks);
const makeExampleType = new RequestType<MakeExampleParams, MakeExampleResult, void>(requests.makeExample);
const runTestsType = new RequestType<RunTestsParams, RunTestsResult, void>(requests.runTests);

export function registerTestRequests(server: Server): void {
  const { connection } = server;
  connection.onRequest(
    testsType,
    guarded<TestsParams, TestsResult | null>(server, "tests", null, (params) => listTests(server, params)),
  );
  connection.onRequest(
    checksType,
    guarded<ChecksParams, readonly TestCheck[]>(server, "checks", [], (params) => listChecks(server, params)),
  );
  connection.onRequest(makeExampleType, (params, token) => exampleOfRow(server, params, token));
  connection.onRequest(runTestsType, (params, token) => runChecks(server, params, token));
}
