-- A person at work in Neovim: opens a draft, reads, edits, rests on a finding, takes its fix. What they see is written
-- down, a line of JSON a step. The environment names the settings, the draft, and where to write.
local seen = {}

local function note(step, what)
  table.insert(seen, vim.fn.json_encode({ step = step, what = what }))
end

local function wait(what, condition)
  if not vim.wait(240000, condition, 20) then
    note("gave up", what)
    vim.fn.writefile(seen, vim.env.SEEN)
    vim.cmd("cquit")
  end
end

local function findings()
  local all = {}
  for _, found in ipairs(vim.diagnostic.get(0)) do
    table.insert(all, {
      line = found.lnum,
      column = found.col,
      rule = found.code,
      source = found.source,
      severity = found.severity,
      message = found.message,
    })
  end
  return all
end

local function line_of(rule)
  for _, found in ipairs(findings()) do
    if found.rule == rule then
      return found.line
    end
  end
  return nil
end

-- What a menu offers, and what is taken from it.
local wanted = ""
vim.ui.select = function(items, _, choose)
  for index, item in ipairs(items) do
    local action = item.action or item[2]
    if action.title:find(wanted, 1, true) then
      return choose(item, index)
    end
  end
  choose(nil, nil)
end

local function take(title, kind)
  wanted = title
  vim.lsp.buf.code_action({ context = { only = { kind }, diagnostics = {} } })
end

vim.cmd("filetype on")
vim.cmd("source " .. vim.fn.fnameescape(vim.env.SETTINGS))
vim.cmd("edit " .. vim.fn.fnameescape(vim.env.DRAFT))
wait("findings", function()
  return line_of("term-list") ~= nil
end)
note("opened", findings())

vim.api.nvim_buf_set_lines(0, 0, 0, false, { "Grüße 🙂,", "" })
vim.api.nvim_buf_set_text(0, 2, 0, 2, 0, { "🙂 " })
wait("findings that have moved", function()
  return line_of("term-list") == 2 and vim.diagnostic.get(0)[1].col >= 5
end)
note("edited", findings())

vim.api.nvim_win_set_cursor(0, { 3, findings()[1].column + 1 })
local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", params, 60000)
for _, answer in pairs(answers or {}) do
  note("hover", answer.result and answer.result.contents.value or answer.error)
end

take("suppress `term-list`", "quickfix")
wait("a suppression", function()
  return #vim.diagnostic.get(0) == 2
end)
note("suppressed", vim.api.nvim_buf_get_lines(0, 0, 4, false))
note("left", findings())

vim.api.nvim_win_set_cursor(0, { 6, 5 })
take("replace with", "quickfix")
wait("a fix of one place", function()
  return #vim.diagnostic.get(0) == 1
end)
take("fix all", "source.fixAll.replylint")
wait("no more to fix", function()
  return #vim.diagnostic.get(0) == 0
end)
note("fixed", vim.api.nvim_buf_get_lines(0, 4, -1, false))
vim.fn.writefile(seen, vim.env.SEEN)
vim.cmd("qall!")
