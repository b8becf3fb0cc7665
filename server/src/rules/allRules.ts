/** Every rule, in the order of the index. The one place to list a new one. */
import { aggregateInExpression } from "./aggregate-in-expression.ts";
import { ambiguousColumn } from "./ambiguous-column.ts";
import { brokenEventJoin } from "./broken-event-join.ts";
import { brokenSequence } from "./broken-sequence.ts";
import { changedColumnInFilter } from "./changed-column-in-filter.ts";
import { circularLookups } from "./circular-lookups.ts";
import { conflictingPropertyType } from "./conflicting-property-type.ts";
import { dayOrMonth } from "./day-or-month.ts";
import { deprecatedTable } from "./deprecated-table.ts";
import { duplicateEventName } from "./duplicate-event-name.ts";
import { readerRules } from "./engine/readerRules.ts";
import { eventNameStyle } from "./event-name-style.ts";
import { eventWithoutDescription } from "./event-without-description.ts";
import { eventWithoutEntity } from "./event-without-entity.ts";
import { eventWithoutOwner } from "./event-without-owner.ts";
import { eventWithoutTests } from "./event-without-tests.ts";
import { floatInKey } from "./float-in-key.ts";
import { forbiddenFunction } from "./forbidden-function.ts";
import { forbiddenTable } from "./forbidden-table.ts";
import { futureTime } from "./future-time.ts";
import { hardCodedRelation } from "./hard-coded-relation.ts";
import { illFittingColumns } from "./ill-fitting-columns.ts";
import { illFittingFields } from "./ill-fitting-fields.ts";
import { illFittingFullJoin } from "./ill-fitting-full-join.ts";
import { illFittingUnion } from "./ill-fitting-union.ts";
import { incompleteEvidence } from "./incomplete-evidence.ts";
import { incompleteExample } from "./incomplete-example.ts";
import { misnamedFile } from "./misnamed-file.ts";
import { mixedCurrencies } from "./mixed-currencies.ts";
import { namesDifferInCase } from "./names-differ-in-case.ts";
import { nonDeterministicId } from "./non-deterministic-id.ts";
import { nonDeterministicRows } from "./non-deterministic-rows.ts";
import { nonDeterministicValue } from "./non-deterministic-value.ts";
import { propertyWithoutDescription } from "./property-without-description.ts";
import { reservedAlias } from "./reserved-alias.ts";
import { reservedPropertyName } from "./reserved-property-name.ts";
import { reusedEventName } from "./reused-event-name.ts";
import { rowsFromExpression } from "./rows-from-expression.ts";
import { runTimeInRows } from "./run-time-in-rows.ts";
import { secretInProject } from "./secret-in-project.ts";
import { sqlLostInYaml } from "./sql-lost-in-yaml.ts";
import { sqlSyntax } from "./sql-syntax.ts";
import { statementInExpression } from "./statement-in-expression.ts";
import { streamTypeConflict } from "./stream-type-conflict.ts";
import { timeNotATimestamp } from "./time-not-a-timestamp.ts";
import { typeMismatch } from "./type-mismatch.ts";
import type { AnyRule } from "./types.ts";
import { unclassifiedPersonalData } from "./unclassified-personal-data.ts";
import { unionByHand } from "./union-by-hand.ts";
import { unknownColumn } from "./unknown-column.ts";
import { unknownEntity } from "./unknown-entity.ts";
import { unknownEvent } from "./unknown-event.ts";
import { unknownFunction } from "./unknown-function.ts";
import { unknownGoal } from "./unknown-goal.ts";
import { unknownKeyType } from "./unknown-key-type.ts";
import { unknownOwner } from "./unknown-owner.ts";
import { unknownTable } from "./unknown-table.ts";
import { unlikeEvent } from "./unlike-event.ts";
import { unreadableTable } from "./unreadable-table.ts";
import { windowInExpression } from "./window-in-expression.ts";

export const allRules: readonly AnyRule[] = [
  ...readerRules,
  eventNameStyle,
  duplicateEventName,
  reusedEventName,
  reservedAlias,
  reservedPropertyName,
  namesDifferInCase,
  eventWithoutOwner,
  unknownOwner,
  eventWithoutDescription,
  propertyWithoutDescription,
  unknownGoal,
  eventWithoutTests,
  incompleteExample,
  unknownTable,
  unreadableTable,
  deprecatedTable,
  dayOrMonth,
  unlikeEvent,
  unknownColumn,
  ambiguousColumn,
  brokenEventJoin,
  brokenSequence,
  unknownEntity,
  unknownEvent,
  incompleteEvidence,
  eventWithoutEntity,
  misnamedFile,
  sqlLostInYaml,
  sqlSyntax,
  aggregateInExpression,
  windowInExpression,
  rowsFromExpression,
  nonDeterministicId,
  nonDeterministicRows,
  runTimeInRows,
  nonDeterministicValue,
  typeMismatch,
  timeNotATimestamp,
  unknownKeyType,
  floatInKey,
  circularLookups,
  illFittingFields,
  illFittingFullJoin,
  illFittingColumns,
  illFittingUnion,
  unionByHand,
  hardCodedRelation,
  futureTime,
  changedColumnInFilter,
  conflictingPropertyType,
  streamTypeConflict,
  mixedCurrencies,
  unclassifiedPersonalData,
  secretInProject,
  statementInExpression,
  forbiddenFunction,
  forbiddenTable,
  unknownFunction,
];
