#include "server/cmd/words.hpp"

#include <algorithm>
#include <array>

namespace gongdao::cmd {

using base::Code;

namespace {

struct Row {
    Code code;
    std::string_view zh, en;
};

constexpr auto rows = std::to_array<Row>({
    {Code::wrong_passphrase, "口令不对（还可以再试，不限次数，每次约 1 秒）",
     "Wrong passphrase, or the file was altered; you may try again"},
    {Code::wrong_session, "这不是本次会议的文件", "Not this session's file"},
    {Code::wrong_code, "封箱码不一致，已停止，请告诉主持人",
     "The closing code differs. Stopped; tell the chair"},
    {Code::already_shared, "这一组已经解过一次，别的票数不再解开",
     "This group was opened once; no other totals of it are ever opened"},
    {Code::group_too_small, "这一组的票太少，不解开", "This group has too few ballots to be opened"},
    {Code::bad_consistency, "公布的记录与以前看到的不一致，已停止，请告诉主持人",
     "The log is not the one that was seen before. Stopped; tell the chair"},
    {Code::bad_proof, "记录没有通过检查，什么也不解开", "The record does not hold; nothing is opened"},
    {Code::bad_share, "收到的份额不对", "A share that was dealt does not fit"},
    {Code::wrong_trustee, "这个密钥文件不是本场次的监票人的",
     "The key in this file is not that of a trustee of this session"},
    {Code::wrong_figures, "人数或票数对不上", "The figures do not agree with the log"},
    {Code::wrong_digest, "内容与记录对不上", "It does not agree with the log"},
    {Code::out_of_range, "与规则不符，或超出限度", "Against the rules or beyond a limit"},
    {Code::not_now, "现在还不能这样做", "Not possible now"},
    {Code::not_found, "没有找到", "Not found"},
    {Code::declined, "您没有同意，什么都没有发出", "You did not agree; nothing was sent"},
    {Code::conflict, "已经有了，不覆盖", "Is there already and is not overwritten"},
    {Code::unauthorised, "没有登录，或一次性码已用过", "Not known here, or the one-time code was used"},
    {Code::untrusted, "服务器的证书不对，没有发送", "Not the server that is meant; nothing was sent"},
    {Code::unreachable, "断网，恢复后继续", "Offline, will go on"},
    {Code::timed_out, "没有回应，恢复后继续", "No answer in time, will go on"},
    {Code::no_answer, "没有回应，恢复后继续", "No answer, will go on"},
    {Code::busy, "服务器正忙", "The server is busy"},
});

}  // namespace

Words words_of(const base::Refusal& refusal) {
    const auto row = std::ranges::find(rows, refusal.code, &Row::code);
    Words words = row == rows.end() ? Words{"没有接受", "Not accepted"}
                                    : Words{std::string(row->zh), std::string(row->en)};
    words.en += " (" + std::string(base::name_of(refusal.code)) +
                (refusal.detail.empty() ? std::string() : ": " + refusal.detail) + ")";
    return words;
}

}  // namespace gongdao::cmd
