/** Every rule, in the order of the index. The one place to list a new one. */

import { sourceScannedRepeatedly } from "./cost/source-scanned-repeatedly.ts";
import { timeWithoutPartition } from "./cost/time-without-partition.ts";
import { descriptionRepeatsName } from "./documentation/description-repeats-name.ts";
import { eventWithoutDescription } from "./documentation/event-without-description.ts";
import { eventWithoutGoal } from "./documentation/event-without-goal.ts";
import { inconsistentDescription } from "./documentation/inconsistent-description.ts";
import { propertyWithoutDescription } from "./documentation/property-without-description.ts";
import { unknownGoal } from "./documentation/unknown-goal.ts";
import { unmetRequirement } from "./documentation/unmet-requirement.ts";
import { dataRules } from "./engine/dataRules.ts";
import { readerRules } from "./engine/readerRules.ts";
import { reviewRules } from "./engine/reviewRules.ts";
import { sourceWithoutFreshness } from "./freshness/source-without-freshness.ts";
import { deprecatedEventUsed } from "./lifecycle/deprecated-event-used.ts";
import { deprecatedTable } from "./lifecycle/deprecated-table.ts";
import { deprecatedWithoutReplacement } from "./lifecycle/deprecated-without-replacement.ts";
import { experimentWithoutExpiry } from "./lifecycle/experiment-without-expiry.ts";
import { expiredEvent } from "./lifecycle/expired-event.ts";
import { proposedTooLong } from "./lifecycle/proposed-too-long.ts";
import { aggregateInExpression } from "./meaning/aggregate-in-expression.ts";
import { ambiguousColumn } from "./meaning/ambiguous-column.ts";
import { brokenEventJoin } from "./meaning/broken-event-join.ts";
import { brokenSequence } from "./meaning/broken-sequence.ts";
import { changedColumnInFilter } from "./meaning/changed-column-in-filter.ts";
import { circularLookups } from "./meaning/circular-lookups.ts";
import { conflictingPropertyType } from "./meaning/conflicting-property-type.ts";
import { dayOrMonth } from "./meaning/day-or-month.ts";
import { eventWithoutEntity } from "./meaning/event-without-entity.ts";
import { filterDropsNulls } from "./meaning/filter-drops-nulls.ts";
import { floatInKey } from "./meaning/float-in-key.ts";
import { futureTime } from "./meaning/future-time.ts";
import { hardCodedRelation } from "./meaning/hard-coded-relation.ts";
import { illFittingColumns } from "./meaning/ill-fitting-columns.ts";
import { illFittingFields } from "./meaning/ill-fitting-fields.ts";
import { illFittingFullJoin } from "./meaning/ill-fitting-full-join.ts";
import { illFittingUnion } from "./meaning/ill-fitting-union.ts";
import { incompleteEvidence } from "./meaning/incomplete-evidence.ts";
import { laterFactAsProperty } from "./meaning/later-fact-as-property.ts";
import { mixedCurrencies } from "./meaning/mixed-currencies.ts";
import { mutableTime } from "./meaning/mutable-time.ts";
import { nonDeterministicId } from "./meaning/non-deterministic-id.ts";
import { nonDeterministicRows } from "./meaning/non-deterministic-rows.ts";
import { nonDeterministicValue } from "./meaning/non-deterministic-value.ts";
import { reservedAlias } from "./meaning/reserved-alias.ts";
import { rowsFromExpression } from "./meaning/rows-from-expression.ts";
import { runTimeInRows } from "./meaning/run-time-in-rows.ts";
import { sqlSyntax } from "./meaning/sql-syntax.ts";
import { streamTypeConflict } from "./meaning/stream-type-conflict.ts";
import { timeNotATimestamp } from "./meaning/time-not-a-timestamp.ts";
import { timeWithoutZone } from "./meaning/time-without-zone.ts";
import { typeMismatch } from "./meaning/type-mismatch.ts";
import { unionByHand } from "./meaning/union-by-hand.ts";
import { unknownColumn } from "./meaning/unknown-column.ts";
import { unknownEntity } from "./meaning/unknown-entity.ts";
import { unknownEvent } from "./meaning/unknown-event.ts";
import { unknownKeyType } from "./meaning/unknown-key-type.ts";
import { unknownTable } from "./meaning/unknown-table.ts";
import { unlikeEvent } from "./meaning/unlike-event.ts";
import { unreadableTable } from "./meaning/unreadable-table.ts";
import { unsendableEvent } from "./meaning/unsendable-event.ts";
import { windowInExpression } from "./meaning/window-in-expression.ts";
import { duplicateEventName } from "./names/duplicate-event-name.ts";
import { eventNameStyle } from "./names/event-name-style.ts";
import { fileWithoutItsSourceName } from "./names/file-without-its-source-name.ts";
import { misleadingSuffix } from "./names/misleading-suffix.ts";
import { nameAgainstPattern } from "./names/name-against-pattern.ts";
import { namesDifferInCase } from "./names/names-differ-in-case.ts";
import { propertyNameStyle } from "./names/property-name-style.ts";
import { reservedPropertyName } from "./names/reserved-property-name.ts";
import { reusedEventName } from "./names/reused-event-name.ts";
import { valueInEventName } from "./names/value-in-event-name.ts";
import { eventWithoutConsumer } from "./ownership/event-without-consumer.ts";
import { eventWithoutOwner } from "./ownership/event-without-owner.ts";
import { personAsOwner } from "./ownership/person-as-owner.ts";
import { placeholderOwner } from "./ownership/placeholder-owner.ts";
import { unknownOwner } from "./ownership/unknown-owner.ts";
import { freeTextTooPublic } from "./privacy/free-text-too-public.ts";
import { inheritedPrivacy } from "./privacy/inherited-privacy.ts";
import { personalDataAsEntity } from "./privacy/personal-data-as-entity.ts";
import { privateDataSent } from "./privacy/private-data-sent.ts";
import { unclassifiedPersonalData } from "./privacy/unclassified-personal-data.ts";
import { misnamedFile } from "./reading/misnamed-file.ts";
import { sqlLostInYaml } from "./reading/sql-lost-in-yaml.ts";
import { forbiddenFunction } from "./security/forbidden-function.ts";
import { forbiddenTable } from "./security/forbidden-table.ts";
import { secretInProject } from "./security/secret-in-project.ts";
import { statementInExpression } from "./security/statement-in-expression.ts";
import { unknownFunction } from "./security/unknown-function.ts";
import { eventWithoutReconciliation } from "./tests/event-without-reconciliation.ts";
import { eventWithoutTests } from "./tests/event-without-tests.ts";
import { incompleteExample } from "./tests/incomplete-example.ts";
import { logicWithoutExample } from "./tests/logic-without-example.ts";
import { noVolumeTest } from "./tests/no-volume-test.ts";
import type { AnyRule } from "./types.ts";

export const allRules: readonly AnyRule[] = [
  ...readerRules,
  ...dataRules,
  ...reviewRules,
  eventNameStyle,
  duplicateEventName,
  reusedEventName,
  reservedAlias,
  reservedPropertyName,
  namesDifferInCase,
  propertyNameStyle,
  nameAgainstPattern,
  valueInEventName,
  misleadingSuffix,
  fileWithoutItsSourceName,
  eventWithoutOwner,
  unknownOwner,
  placeholderOwner,
  personAsOwner,
  eventWithoutConsumer,
  eventWithoutDescription,
  propertyWithoutDescription,
  unknownGoal,
  eventWithoutGoal,
  inconsistentDescription,
  descriptionRepeatsName,
  unmetRequirement,
  eventWithoutTests,
  eventWithoutReconciliation,
  logicWithoutExample,
  noVolumeTest,
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
  timeWithoutZone,
  unknownKeyType,
  filterDropsNulls,
  floatInKey,
  circularLookups,
  illFittingFields,
  illFittingFullJoin,
  illFittingColumns,
  illFittingUnion,
  unionByHand,
  hardCodedRelation,
  futureTime,
  mutableTime,
  laterFactAsProperty,
  changedColumnInFilter,
  conflictingPropertyType,
  streamTypeConflict,
  mixedCurrencies,
  unsendableEvent,
  unclassifiedPersonalData,
  privateDataSent,
  inheritedPrivacy,
  freeTextTooPublic,
  personalDataAsEntity,
  timeWithoutPartition,
  sourceScannedRepeatedly,
  sourceWithoutFreshness,
  experimentWithoutExpiry,
  expiredEvent,
  deprecatedWithoutReplacement,
  deprecatedEventUsed,
  proposedTooLong,
  secretInProject,
  statementInExpression,
  forbiddenFunction,
  forbiddenTable,
  unknownFunction,
];
