-- Neovim as a second client of the language server: opens a spec, waits for findings, asks for completion.
-- Ends with :cquit 0 when all went well, with :cquit 1 and a reason otherwise. For 0.7 and newer.
local server = vim.env.EVENTSPEC_SERVER
local project = vim.env.EVENTSPEC_PROJECT

local function finish(problem)
  if problem then
    io.stderr:write(problem .. "\n")
  end
  vim.cmd("cquit " .. (problem and 1 or 0))
end

local function say(text)
  io.stdout:write(text .. "\n")
end

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 50) then
    finish("timed out: " .. what)
  end
end

local ok, problem = pcall(function()
  vim.cmd("edit " .. project .. "/events/neovim.events.yml")
  local id = vim.lsp.start_client({
    name = "eventspec",
    cmd = { vim.env.EVENTSPEC_NODE, server, "lsp", "--stdio" },
    root_dir = project,
    init_options = { trusted = true },
  })
  vim.lsp.buf_attach_client(0, id)

  -- Columns are known once the embedded warehouse has been asked.
  wait_for("an unknown column", function()
    for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
      if diagnostic.code == "unknown-column" then
        return true
      end
    end
  end)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    say(string.format("finding %s %d:%d %s", diagnostic.code, diagnostic.lnum + 1, diagnostic.col + 1, diagnostic.source))
  end

  local function request(method, line, character, more)
    local params = {
      textDocument = vim.lsp.util.make_text_document_params(),
      position = { line = line, character = character },
    }
    for key, value in pairs(more or {}) do
      params[key] = value
    end
    local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
    local answer = answers and answers[id]
    if not answer or answer.err then
      finish(method .. " failed: " .. vim.inspect(answer))
    end
    return answer.result
  end

  -- The cursor stands after `o.` in the expression of `total`.
  local line = vim.fn.search("total: o\\.", "nw") - 1
  local completion = request("textDocument/completion", line, #vim.fn.getline(line + 1))
  for _, item in ipairs(completion.items or completion) do
    say("completion " .. item.label)
  end

  local hover = request("textDocument/hover", 0, 1)
  say("hover " .. (hover and vim.inspect(hover.contents):gsub("%s+", " ") or "nothing"))

  local symbols = request("textDocument/documentSymbol", 0, 0)
  for _, symbol in ipairs(symbols) do
    say("symbol " .. symbol.name)
  end

  -- The cursor stands on the alias after `as: `.
  local marks = request("textDocument/documentHighlight", 1, 4)
  say("highlights " .. #marks)
  local places = request("textDocument/references", 1, 4, { context = { includeDeclaration = true } })
  say("references " .. #places)
  local renamed = request("textDocument/rename", 1, 4, { newName = "ord" })
  for _, edits in pairs(renamed.changes) do
    say("renamed " .. #edits)
  end
end)

finish(not ok and tostring(problem) or nil)
