/**
 * Splits a script into its statements, without comments and without the semicolons between them. Knows quoted names,
 * strings and dollar quotes, in which semicolons and dashes mean nothing.
 */
export function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let statement = "";
  const end = () => {
    if (statement.trim() !== "") statements.push(statement.trim());
    statement = "";
  };
  for (const [piece] of script.matchAll(PIECE)) {
    if (piece === ";") end();
    else if (piece.startsWith("--") || piece.startsWith("/*")) statement += " ";
    else statement += piece;
  }
  end();
  return statements;
}

/** A comment, a string, a quoted name, a body in dollars, or a character. Block comments are not nested here. */
const PIECE = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|[\s\S]/g;
