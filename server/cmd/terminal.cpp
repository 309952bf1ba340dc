#include "server/cmd/terminal.hpp"

#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

namespace gongdao::cmd {

void TerminalPerson::tell(const Words& words) {
    if (words == last_) return;
    last_ = words;
    std::cout << words.zh << " / " << words.en << std::endl;
}

bool TerminalPerson::agrees(const Words& question) {
    std::cout << question.zh << " / " << question.en;
    if (agrees_always_) {
        std::cout << " [--yes]" << std::endl;
        return true;
    }
    std::cout << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes" || answer == "是" || answer == "一样";
}

base::Result<std::string> ask_secret(const Words& question) {
    termios before{};
    if (::tcgetattr(STDIN_FILENO, &before) != 0) {
        return base::refuse(base::Code::not_found, "no terminal to ask at");
    }
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    std::cout << question.zh << " / " << question.en << ": " << std::flush;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    std::string passphrase;
    std::getline(std::cin, passphrase);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::cout << "\n";
    return passphrase;
}

base::Result<std::string> first_line_of(const std::string& file) {
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line)) return base::refuse(base::Code::not_found, file);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace gongdao::cmd
