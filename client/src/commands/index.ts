/** Every command once; a test compares this list with the folder and with package.json. */

import { cancelPreview } from "./cancelPreview.ts";
import { chooseBase } from "./chooseBase.ts";
import { clearGovernanceFilter } from "./clearGovernanceFilter.ts";
import { clearReview } from "./clearReview.ts";
import type { Command } from "./command.ts";
import { compareSql } from "./compareSql.ts";
import { copyCell } from "./copyCell.ts";
import { copyRow } from "./copyRow.ts";
import { copyRows } from "./copyRows.ts";
import { copySystemReport } from "./copySystemReport.ts";
import { countRows } from "./countRows.ts";
import { createProject } from "./createProject.ts";
import { filterGovernance } from "./filterGovernance.ts";
import { fixAllOfKind } from "./fixAllOfKind.ts";
import { groupGovernance } from "./groupGovernance.ts";
import { insertPattern } from "./insertPattern.ts";
import { makeExample } from "./makeExample.ts";
import { openExample } from "./openExample.ts";
import { openProjectFile } from "./openProjectFile.ts";
import { previewEvent } from "./previewEvent.ts";
import { restartServer } from "./restartServer.ts";
import { reviewChanges } from "./reviewChanges.ts";
import { showFailingRows } from "./showFailingRows.ts";
import { showFailures } from "./showFailures.ts";
import { showLog } from "./showLog.ts";
import { showRule } from "./showRule.ts";
import { showSql } from "./showSql.ts";
import { suggestEvents } from "./suggestEvents.ts";
import { switchConnection } from "./switchConnection.ts";
import { testEvent } from "./testEvent.ts";
import { togglePersonalValues } from "./togglePersonalValues.ts";

export const allCommands: readonly Command[] = [
  cancelPreview,
  clearGovernanceFilter,
  chooseBase,
  clearReview,
  compareSql,
  copyCell,
  copyRow,
  copyRows,
  copySystemReport,
  countRows,
  createProject,
  filterGovernance,
  fixAllOfKind,
  groupGovernance,
  insertPattern,
  makeExample,
  openExample,
  openProjectFile,
  previewEvent,
  restartServer,
  reviewChanges,
  showFailingRows,
  showFailures,
  showLog,
  showRule,
  showSql,
  suggestEvents,
  switchConnection,
  testEvent,
  togglePersonalValues,
];
