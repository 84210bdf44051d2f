"""What Redis does in one step, in Lua.

Every script begins with the same keys: versions, sums, hidden players, frozen boards. Then come the boards that it is
about and, where it says so, their frozen copies. A score is the negative of `quest.domain.standings.score`; its lower
bits count down as award ids rise, so the newer award has the smaller remainder.
"""

from __future__ import annotations

from quest.domain.standings import AWARD_LIMIT, GROUP

# A version never falls below the clock in milliseconds (ARGV[1]): it must rise even when Redis has lost the hash.
_SHARED = f"""
local SHARED = 4
local function rise(board)
  local version = math.max((tonumber(redis.call('HGET', KEYS[1], board)) or 0) + 1, tonumber(ARGV[1]))
  redis.call('HSET', KEYS[1], board, string.format('%.0f', version))
end
local function is_group(board)
  return string.sub(board, 1, {len(GROUP)}) == '{GROUP}'
end
local function add(board, score, sign)
  if score and is_group(board) then
    redis.call('HINCRBY', KEYS[2], board, string.format('%d', sign * math.floor(score / {AWARD_LIMIT})))
  end
end
local shown = {{}}
local function is_shown(member)
  if shown[member] == nil then shown[member] = redis.call('SISMEMBER', KEYS[3], member) == 0 end
  return shown[member]
end
"""

# Boards. ARGV: clock, names of the boards, then (number of the board, member, score) for each total.
PUT = (
    _SHARED
    + f"""
local count = #KEYS - SHARED
local changed = {{}}
for i = count + 2, #ARGV, 3 do
  local board, member, new = tonumber(ARGV[i]), ARGV[i + 1], -tonumber(ARGV[i + 2])
  local held = redis.call('ZSCORE', KEYS[SHARED + board], member)
  local old = held and -tonumber(held)
  local newer = not old or new % {AWARD_LIMIT} < old % {AWARD_LIMIT}
  newer = newer or (new % {AWARD_LIMIT} == old % {AWARD_LIMIT} and new > old)
  if newer and is_shown(member) then
    redis.call('ZADD', KEYS[SHARED + board], ARGV[i + 2], member)
    add(ARGV[board + 1], old, -1)
    add(ARGV[board + 1], new, 1)
    changed[board] = true
  end
end
local names = {{}}
for board in pairs(changed) do
  rise(ARGV[board + 1])
  names[#names + 1] = ARGV[board + 1]
end
return names
"""
)

# Boards, frozen copies. ARGV: clock, names of the boards, member.
REMOVE = (
    _SHARED
    + """
local count = (#KEYS - SHARED) / 2
local names = {}
for i = 1, count do
  local held = redis.call('ZSCORE', KEYS[SHARED + i], ARGV[#ARGV])
  redis.call('ZREM', KEYS[SHARED + i], ARGV[#ARGV])
  local thawed = redis.call('ZREM', KEYS[SHARED + count + i], ARGV[#ARGV])
  if held then add(ARGV[i + 1], -tonumber(held), -1) end
  if held or thawed == 1 then
    rise(ARGV[i + 1])
    names[#names + 1] = ARGV[i + 1]
  end
end
return names
"""
)

# Boards, then the new boards to put in the place of the first of them. ARGV: clock, how many new boards there are, the
# boards' names, then the sum of each new one.
REPLACE = (
    _SHARED
    + """
local fresh = tonumber(ARGV[2])
local count = #KEYS - SHARED - fresh
redis.call('DEL', KEYS[2])
for i = 1, count do
  redis.call('UNLINK', KEYS[SHARED + i])
  rise(ARGV[i + 2])
end
for i = 1, fresh do
  redis.call('RENAME', KEYS[SHARED + count + i], KEYS[SHARED + i])
  redis.call('PERSIST', KEYS[SHARED + i])
  if is_group(ARGV[i + 2]) then redis.call('HSET', KEYS[2], ARGV[i + 2], ARGV[i + 2 + count]) end
end
"""
)

# One board, its frozen copy. ARGV: clock, the board's name, rows to give, rows to pass over.
PAGE = (
    _SHARED
    + """
local frozen = redis.call('HGET', KEYS[4], ARGV[2])
local key = KEYS[SHARED + (frozen and 2 or 1)]
local limit, offset = tonumber(ARGV[3]), tonumber(ARGV[4])
local rows = limit > 0 and redis.call('ZRANGE', key, offset, offset + limit - 1, 'WITHSCORES') or {}
return {redis.call('HGET', KEYS[1], ARGV[2]) or '0', redis.call('ZCARD', key), frozen or '0', rows}
"""
)

# One board, its frozen copy. ARGV: clock, the board's name, member, rows before, rows after.
AROUND = (
    _SHARED
    + """
local key = KEYS[SHARED + (redis.call('HEXISTS', KEYS[4], ARGV[2]) == 1 and 2 or 1)]
local at = redis.call('ZRANK', key, ARGV[3])
if not at then return {0, {}} end
local from = math.max(at - ARGV[4], 0)
return {from, redis.call('ZRANGE', key, from, at + ARGV[5], 'WITHSCORES')}
"""
)

# Frozen copies. ARGV: clock, names of the boards, then (number of the board, member, score) for each row.
PUT_FROZEN = (
    _SHARED
    + """
local count = #KEYS - SHARED
local changed = {}
for i = count + 2, #ARGV, 3 do
  local board, member = tonumber(ARGV[i]), ARGV[i + 1]
  if redis.call('HEXISTS', KEYS[4], ARGV[board + 1]) == 1 and is_shown(member) then
    local before = redis.call('ZSCORE', KEYS[SHARED + board], member)
    redis.call('ZADD', KEYS[SHARED + board], ARGV[i + 2], member)
    changed[board] = changed[board] or before ~= redis.call('ZSCORE', KEYS[SHARED + board], member)
  end
end
local names = {}
for board, different in pairs(changed) do
  if different then
    rise(ARGV[board + 1])
    names[#names + 1] = ARGV[board + 1]
  end
end
return names
"""
)

# One frozen copy. ARGV: clock, the board's name, when it was frozen; nothing for the end of it.
FREEZE = (
    _SHARED
    + """
redis.call('UNLINK', KEYS[SHARED + 1])
if ARGV[3] then
  redis.call('HSET', KEYS[4], ARGV[2], ARGV[3])
else
  redis.call('HDEL', KEYS[4], ARGV[2])
end
rise(ARGV[2])
"""
)

# ARGV: clock, the board's name.
TOUCH = _SHARED + "rise(ARGV[2])"

EVERY = (PUT, REMOVE, REPLACE, PAGE, AROUND, PUT_FROZEN, FREEZE, TOUCH)
