-- Who asks for what: sessions in turn, each for its dashboard, a lot and a search. RATE requests a second over all threads
-- when it is given; as fast as answers come otherwise. "plain" in PAGES asks for the three pages of a peer instead.
local ffi = require("ffi")
ffi.cdef [[ struct timeval { long sec; long usec; }; int gettimeofday(struct timeval*, void*); ]]
local clock = ffi.new("struct timeval")

local function now_ms()
  ffi.C.gettimeofday(clock, nil)
  return tonumber(clock.sec) * 1000 + tonumber(clock.usec) / 1000
end

local rate = tonumber(os.getenv("RATE") or "")
local threads = tonumber(os.getenv("THREADS") or "1")
local pages = os.getenv("PAGES")
local requests, next_request, next_ms = {}, 0, nil

function init()
  if pages == "plain" then
    requests = { wrk.format("GET", "/tableau"), wrk.format("GET", "/lot"), wrk.format("GET", "/recherche") }
    return
  end
  for line in io.lines(os.getenv("VISITORS")) do
    local token, lot = line:match("^(%S+) (%S+)$")
    local headers = { Cookie = "__Host-sid=" .. token }
    for _, path in ipairs({ "/tableau", lot, "/marches?texte=travaux" }) do
      if not pages or path:find(pages, 1, true) == 1 then requests[#requests + 1] = wrk.format("GET", path, headers) end
    end
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end

if rate then
  function delay()
    next_ms = math.max((next_ms or now_ms()) + 1000 * threads / rate, now_ms())
    return math.max(0, next_ms - now_ms())
  end
end

function done(summary, latency)
  local seconds = summary.duration / 1e6
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("%-58s %8.0f requests/s   p50 %8.2f ms   p99 %8.2f ms   refused or failed %d\n", os.getenv("TITLE") or "",
    summary.requests / seconds, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
