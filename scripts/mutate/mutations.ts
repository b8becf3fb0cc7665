/** Small deliberate mistakes in one file, found in the compiler's tree. */
import ts from "typescript";

/** What is done, the line where (from 1), and what replaces the text between two offsets (UTF-16). */
export interface Mutation {
  readonly what: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const operators = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.LessThanToken, "<="],
  [ts.SyntaxKind.LessThanEqualsToken, "<"],
  [ts.SyntaxKind.GreaterThanToken, ">="],
  [ts.SyntaxKind.GreaterThanEqualsToken, ">"],
  [ts.SyntaxKind.AmpersandAmpersandToken, "||"],
  [ts.SyntaxKind.BarBarToken, "&&"],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, "!=="],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, "==="],
]);

/** All mutations of a TypeScript file, in the order of their places. */
export function mutationsOf(file: string, text: string): Mutation[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const add = (
    verb: string,
    node: ts.Node,
    by: string,
    start = node.getStart(tree),
    end = node.end,
  ): void => {
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ what: `${verb} \`${shortened(node.getText(tree))}\``, line, start, end, by });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node))
      for (const [i, element] of node.elements.entries())
        add("drop", element, "", element.getStart(tree), node.elements[i + 1]?.getStart(tree) ?? element.end);
    if (ts.isSpreadAssignment(node)) add("drop", node, "...{}");
    if (ts.isCaseClause(node)) add("drop", node, "");
    if (ts.isExpressionStatement(node)) add("drop", node, ";");
    if (ts.isStringLiteral(node) && isInTable(node)) add("replace", node, '"mutated"');
    if (ts.isIfStatement(node)) add("negate", node.expression, `!(${node.expression.getText(tree)})`);
    if (ts.isConditionalExpression(node)) add("negate", node.condition, `!(${node.condition.getText(tree)})`);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add("take the `!` from", node, node.operand.getText(tree));
    const operator = ts.isBinaryExpression(node) ? node.operatorToken : undefined;
    const other = operator && operators.get(operator.kind);
    if (other) add(`write \`${other}\` in`, node, other, operator.getStart(tree), operator.end);
    const body = isFunction(node) && node.body && ts.isBlock(node.body) ? node.body.statements : undefined;
    if (body) add("return at once before", body[0] ?? node, "return undefined as never;", body.pos, body.pos);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.sort((a, b) => a.start - b.start);
}

/** Values of lists and records; not names of modules or types, nor what is passed to functions. */
function isInTable({ parent }: ts.StringLiteral): boolean {
  return ts.isArrayLiteralExpression(parent) || ts.isPropertyAssignment(parent);
}

function isFunction(node: ts.Node) {
  return ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("`", "'");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
